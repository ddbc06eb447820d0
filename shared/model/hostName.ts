/**
 * A host as DNS, SNI, Host headers and other programs want it: an international name in its ASCII form (UTS 46, as URLs have it), and
 * everything else as it was typed. Null for a name that has no such form.
 */
export function asciiHost(host: string): string | null {
  if (!/[^\x00-\x7f]/.test(host)) return host;
  try {
    // The same in Node and in the browser. Only names with other letters come here: of ASCII it would also rewrite what is none of its business.
    return new URL(`http://${host}/`).hostname;
  } catch {
    return null;
  }
}

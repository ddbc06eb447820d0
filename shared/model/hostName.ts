/**
 * A host as DNS, SNI, Host headers and other programs expect it: an international name in its ASCII form (UTS 46, as in URLs), and
 * everything else as typed. Null for a name that has no such form.
 */
export function asciiHost(host: string): string | null {
  if (!/[^\x00-\x7f]/.test(host)) return host;
  try {
    // URL works the same in Node and in the browser. Only names with non-ASCII letters get here: URL would also rewrite ASCII hosts that
    // must stay as typed.
    return new URL(`http://${host}/`).hostname;
  } catch {
    return null;
  }
}

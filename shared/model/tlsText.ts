/** `TLSv1.2` for `1.2`, `tls1.2`, `TLSv1.2` and `-tls1_2`; anything else is left for the schema to refuse. */
export function tlsVersionOf(text: string): string {
  const match = /^-?(?:tls ?v?)?1(?:[._]([0-3]))?$/i.exec(text);
  if (!match) return text;
  return match[1] === undefined || match[1] === '0' ? 'TLSv1' : `TLSv1.${match[1]}`;
}

/** With colons and in capitals, however it was copied: `sha256 Fingerprint=ab:cd…`, `abcd…`. */
export function fingerprintOf(text: string): string {
  const digits = text.replace(/^.*=/, '').replaceAll(/[:\s]/g, '').toUpperCase();
  return digits.match(/../g)?.join(':') ?? text;
}

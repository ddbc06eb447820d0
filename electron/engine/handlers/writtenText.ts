/** The text of a written message, which comes as UTF-8. U+FEFF at its beginning is a character that is sent, not a mark of the encoding. */
export function writtenText(body: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
}

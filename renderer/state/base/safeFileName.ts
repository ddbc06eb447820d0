/** A name that every operating system accepts, with an ending. */
export function safeFileName(name: string, ending: string): string {
  const safe = name
    .replace(/[\u0000-\u001f\u007f"*/:<>?\\|\p{Cf}]/gu, '-')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 100);
  return `${safe === '' ? 'recording' : safe}.${ending}`;
}

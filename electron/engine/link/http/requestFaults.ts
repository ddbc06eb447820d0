import { signOfByte, visible } from '../../../../shared/bytes/visibleText.ts';

/** Says what is wrong with the target in a request line, which is Latin-1. */
export function targetFault(requestLine: string): string {
  const words = requestLine.replace(/\r$/, '').split(' ');
  const target = words.find((word, index) => index > 0 && word !== '');
  if (target === undefined) return 'sent a request line without a path';
  const bad = /[^\x21-\x7e]/.exec(target)?.[0];
  if (bad !== undefined) {
    const byte = bad.charCodeAt(0);
    return `asked for a path with the byte ${signOfByte(byte)} in it, which is written %${signOfByte(byte).slice(1, -1)},`;
  }
  return `asked for ${visible(target)}, which is not a path: a path begins with a slash,`;
}

/** What is wrong with the first header line, as Latin-1, that breaks a rule of RFC 9112, section 5. `head` begins with the request line. */
export function headerFault(head: string): string {
  const lines = head.split('\r\n').slice(1);
  for (const line of lines) {
    if (line === '') break;
    const fault = faultOf(line);
    if (fault !== null) return fault;
  }
  return 'sent a header that cannot be read';
}

function faultOf(line: string): string | null {
  if (/^[ \t]/.test(line))
    return 'began a header line with white space, which is obsolete (RFC 9112, section 5.2),';
  const colon = line.indexOf(':');
  const name = colon < 0 ? line : line.slice(0, colon);
  if (colon < 0) return `sent the header line “${visible(name.slice(0, 60))}” without a colon`;
  if (name === '') return 'sent a header without a name';
  if (/[ \t]$/.test(name))
    return `sent white space between the header name ${visible(name.trim())} and its colon`;
  const wrong = /[^!#$%&'*+\-.^_`|~0-9A-Za-z]/.exec(name)?.[0];
  if (wrong !== undefined) return `sent a header name with ${quoted(wrong)} in it (${shown(name)})`;
  const control = /[^\t\x20-\x7e\x80-\xff]/.exec(line.slice(colon + 1))?.[0];
  return control === undefined
    ? null
    : `sent the control byte ${signOfByte(control.charCodeAt(0))} in the header ${visible(name)}`;
}

function quoted(character: string): string {
  return character > '~' || character < ' '
    ? `the byte ${signOfByte(character.charCodeAt(0))}`
    : `“${character}”`;
}

/** Shows bytes beyond ASCII as signs: their encoding is unknown. */
function shown(text: string): string {
  return visible(text.slice(0, 60)).replaceAll(/[\x80-\xff]/g, (character) =>
    signOfByte(character.charCodeAt(0)),
  );
}

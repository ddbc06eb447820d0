/** 200,000 settings: a file of 10,000 packets has half of that. */
const mostSettings = 200_000;

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  '?': '?',
  "'": "'",
  '\\': '\\',
};

/**
 * Reads an INI file as Qt's QSettings writes it (https://doc.qt.io/qt-6/qsettings.html#Format-enum): `section/key` with its value as a text.
 * No library for INI files knows its escapes (`%20` and `\` for `/` in keys, `\x41` in values) and its types (`@ByteArray(…)`).
 */
export function parseQtSettings(text: string): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  let section = '';
  // A backslash at the end of a line continues it, unless it belongs to an escape itself.
  for (const written of text
    .replace(/\\(\r?\n|[^\r\n])/g, (pair) => (pair.length === 2 && pair.charAt(1) !== '\n' ? pair : ''))
    .split(/\r\n|\n|\r/)) {
    const line = written.trim();
    if (line === '' || line.startsWith(';')) continue;
    const name = /^\[(.*)\]$/.exec(line)?.[1];
    if (name !== undefined) {
      section = sectionOf(name.trim());
      continue;
    }
    const equals = line.indexOf('=');
    if (equals < 0 || settings.size >= mostSettings) continue;
    settings.set(section + keyOf(line.slice(0, equals).trim()), valueOf(line.slice(equals + 1).trim()));
  }
  return settings;
}

/** `General` holds what has no section; one that is really called so is escaped. */
function sectionOf(name: string): string {
  if (/^general$/i.test(name)) return '';
  return `${/^%general$/i.test(name) ? 'General' : keyOf(name)}/`;
}

function keyOf(written: string): string {
  return written
    .replaceAll('\\', '/')
    .replace(/%U([0-9A-Fa-f]{4})|%([0-9A-Fa-f]{2})/g, (_, wide?: string, narrow?: string) =>
      String.fromCharCode(Number.parseInt(wide ?? narrow ?? '0', 16)),
    );
}

function valueOf(written: string): string {
  const text = new ValueReader(written).read();
  if (!text.startsWith('@')) return text;
  if (text.startsWith('@@')) return text.slice(1);
  const [, type, inside = ''] = /^@(\w+)\((.*)\)$/s.exec(text) ?? [];
  if (type === 'ByteArray' || type === 'String') return inside;
  if (type === 'Variant') return numberIn(inside);
  return type === 'Invalid' ? '' : text;
}

/** A number as QDataStream writes it: four bytes for its type (Qt 4’s 135 is a float, 6 a double), and its bytes, most significant first. */
function numberIn(inside: string): string {
  const bytes = Uint8Array.from(inside, (character) => character.charCodeAt(0) & 0xff);
  const view = new DataView(bytes.buffer);
  if (bytes.length < 8) return '';
  const type = view.getUint32(0);
  if (type === 135 || type === 38) return String(view.getFloat32(bytes.length - 4));
  return type === 6 && bytes.length >= 12 ? String(view.getFloat64(bytes.length - 8)) : '';
}

/** Reads a value up to the end of its line: with quotes, escapes, and commas between the parts of a list. */
class ValueReader {
  private readonly text: string;
  private at = 0;
  private isQuoted = false;
  private found = '';

  constructor(text: string) {
    this.text = text;
  }

  read(): string {
    while (this.at < this.text.length) {
      const character = this.text.charAt(this.at);
      this.at += 1;
      if (character === '"') this.isQuoted = !this.isQuoted;
      else if (character === '\\') this.found += this.escape();
      else if (character === ';' && !this.isQuoted) break;
      else this.found += character;
    }
    return this.found;
  }

  private escape(): string {
    const character = this.text.charAt(this.at);
    this.at += 1;
    const known = Object.hasOwn(escapes, character) ? escapes[character] : undefined;
    if (known !== undefined) return known;
    if (character === 'x') return this.digits(/[0-9A-Fa-f]*/y, 16);
    if (!/[0-7]/.test(character)) return '';
    this.at -= 1;
    return this.digits(/[0-7]+/y, 8);
  }

  private digits(pattern: RegExp, base: number): string {
    pattern.lastIndex = this.at;
    const digits = pattern.exec(this.text)?.[0] ?? '';
    this.at += digits.length;
    // Qt keeps the last 16 bits of as many digits as there are.
    return digits === '' ? '' : String.fromCharCode(Number.parseInt(digits.slice(-6), base) & 0xffff);
  }
}

/** An encoding as lists show it: `note` says where it is used. */
interface EncodingFacts {
  readonly label: string;
  readonly note: string;
}

/**
 * The encodings of the Encoding Standard (WHATWG) under its names, and ISO-8859-1, which it does not have apart from Windows-1252. Left out
 * are those that say nothing of their own (`iso-8859-8-i`, `x-user-defined`) and `iso-2022-jp`: in it a byte that is written as a number
 * would change what the bytes after it mean. Those that people ask for most come first.
 */
const facts = {
  'utf-8': { label: 'UTF-8', note: 'every character' },
  'utf-16le': { label: 'UTF-16 LE', note: 'every character' },
  'utf-16be': { label: 'UTF-16 BE', note: 'every character' },
  'iso-8859-1': { label: 'Latin-1', note: 'ISO-8859-1, Western' },
  'windows-1252': { label: 'Windows-1252', note: 'Western' },
  shift_jis: { label: 'Shift_JIS', note: 'Japanese' },
  'euc-jp': { label: 'EUC-JP', note: 'Japanese' },
  gb18030: { label: 'GB18030', note: 'every character, Chinese' },
  gbk: { label: 'GBK', note: 'simplified Chinese' },
  big5: { label: 'Big5', note: 'traditional Chinese' },
  'euc-kr': { label: 'EUC-KR', note: 'Korean' },
  'iso-8859-2': { label: 'ISO-8859-2', note: 'Central European' },
  'iso-8859-3': { label: 'ISO-8859-3', note: 'South European' },
  'iso-8859-4': { label: 'ISO-8859-4', note: 'Baltic' },
  'iso-8859-5': { label: 'ISO-8859-5', note: 'Cyrillic' },
  'iso-8859-6': { label: 'ISO-8859-6', note: 'Arabic' },
  'iso-8859-7': { label: 'ISO-8859-7', note: 'Greek' },
  'iso-8859-8': { label: 'ISO-8859-8', note: 'Hebrew' },
  'iso-8859-10': { label: 'ISO-8859-10', note: 'Nordic' },
  'iso-8859-13': { label: 'ISO-8859-13', note: 'Baltic' },
  'iso-8859-14': { label: 'ISO-8859-14', note: 'Celtic' },
  'iso-8859-15': { label: 'ISO-8859-15', note: 'Western, with €' },
  'iso-8859-16': { label: 'ISO-8859-16', note: 'Romanian' },
  'windows-874': { label: 'Windows-874', note: 'Thai' },
  'windows-1250': { label: 'Windows-1250', note: 'Central European' },
  'windows-1251': { label: 'Windows-1251', note: 'Cyrillic' },
  'windows-1253': { label: 'Windows-1253', note: 'Greek' },
  'windows-1254': { label: 'Windows-1254', note: 'Turkish' },
  'windows-1255': { label: 'Windows-1255', note: 'Hebrew' },
  'windows-1256': { label: 'Windows-1256', note: 'Arabic' },
  'windows-1257': { label: 'Windows-1257', note: 'Baltic' },
  'windows-1258': { label: 'Windows-1258', note: 'Vietnamese' },
  'koi8-r': { label: 'KOI8-R', note: 'Russian' },
  'koi8-u': { label: 'KOI8-U', note: 'Ukrainian' },
  ibm866: { label: 'IBM866', note: 'Cyrillic, DOS' },
  macintosh: { label: 'Macintosh', note: 'Western' },
  'x-mac-cyrillic': { label: 'Mac Cyrillic', note: 'Cyrillic' },
} as const satisfies Readonly<Record<string, EncodingFacts>>;

/** An encoding of text, by its name in files and on the command line. */
export type Encoding = keyof typeof facts;

/** All encodings, UTF-8 first. */
export const encodings = Object.keys(facts).filter(isEncoding);

function isEncoding(name: string): name is Encoding {
  return Object.hasOwn(facts, name);
}

const multibyte: ReadonlySet<Encoding> = new Set(['shift_jis', 'euc-jp', 'gb18030', 'gbk', 'big5', 'euc-kr']);

/** True for an encoding in which characters beyond ASCII have two bytes or more, and others have one. */
export function isMultibyte(encoding: Encoding): boolean {
  return multibyte.has(encoding);
}

/** The name of an encoding for people, and where it is used. */
export function encodingFacts(encoding: Encoding): EncodingFacts {
  return facts[encoding];
}

const otherNames: ReadonlyMap<string, Encoding> = new Map([
  ['latin1', 'iso-8859-1'],
  ['sjis', 'shift_jis'],
  ['cp866', 'ibm866'],
]);

/** The encoding that a person means: in any case, with or without `-`, `_` and spaces, and by a few other usual names. */
export function encodingNamed(name: string): Encoding | undefined {
  const wanted = plainName(name).replace(/^cp(?=874$|125\d$)/, 'windows');
  return otherNames.get(wanted) ?? encodings.find((each) => plainName(each) === wanted);
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '');
}

/** The functions of templates: how many arguments each takes, and how they are written and described to people. */
interface FunctionFacts {
  /** The fewest and the most arguments. The last one holds whatever follows, colons included. */
  readonly least: number;
  readonly most: number;
  readonly usage: string;
  readonly summary: string;
  /** It takes the time or random numbers: it stands for something else each time. */
  readonly isDrawn: boolean;
}

export const functionFacts = {
  uuid: {
    least: 0,
    most: 1,
    usage: '$uuid:v7',
    summary: 'A new UUID: version 4, or 7 with :v7.',
    isDrawn: true,
  },
  now: {
    least: 0,
    most: 1,
    usage: '$now:unixMs',
    summary: 'The time (UTC): iso, unix, unixMs, unixUs, or a format such as yyyy-MM-dd HH:mm:ss.',
    isDrawn: true,
  },
  counter: {
    least: 0,
    most: 2,
    usage: '$counter:1:1',
    summary:
      'Counts how often this message was sent in this session, or the attempts to connect: first number, step.',
    isDrawn: false,
  },
  randomInt: {
    least: 2,
    most: 2,
    usage: '$randomInt:1:100',
    summary: 'A whole number between both, inclusive.',
    isDrawn: true,
  },
  randomBytes: {
    least: 1,
    most: 1,
    usage: '$randomBytes:8',
    summary: 'So many random bytes; in text as hex.',
    isDrawn: true,
  },
  randomText: {
    least: 1,
    most: 1,
    usage: '$randomText:12',
    summary: 'So many random letters and digits.',
    isDrawn: true,
  },
  base64: {
    least: 1,
    most: 1,
    usage: '$base64:text',
    summary: 'The bytes of the text as Base64.',
    isDrawn: false,
  },
  hex: { least: 1, most: 1, usage: '$hex:text', summary: 'The bytes of the text as hex.', isDrawn: false },
  sha256: {
    least: 1,
    most: 1,
    usage: '$sha256:text',
    summary: 'The SHA-256 of the text; in text as hex.',
    isDrawn: false,
  },
  hmacSha256: {
    least: 2,
    most: 2,
    usage: '$hmacSha256:key:text',
    summary: 'The HMAC-SHA-256 of the text with a key; in text as hex.',
    isDrawn: false,
  },
  env: {
    least: 1,
    most: 1,
    usage: '$env:NAME',
    summary: 'A variable of the environment Wirebench was started in.',
    isDrawn: false,
  },
  file: {
    least: 1,
    most: 1,
    usage: '$file:path',
    summary: 'The bytes of a file in the workspace.',
    isDrawn: false,
  },
} as const satisfies Readonly<Record<string, FunctionFacts>>;

export type FunctionName = keyof typeof functionFacts;

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(functionFacts, name);
}

/** The most arguments of a function; 1 for an unknown name. */
export function parameterCountOf(name: string): number {
  return isFunctionName(name) ? functionFacts[name].most : 1;
}

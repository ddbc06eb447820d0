/** The programs whose commands can be read as a connection. */
const programs = [
  'nc',
  'ncat',
  'netcat',
  'socat',
  'openssl',
  'websocat',
  'wscat',
  'curl',
  'wirebench',
] as const;

export type Program = (typeof programs)[number];

const beginning = new RegExp(String.raw`^\s*(?:\$ +)?(?:\S*[\\/])?(${programs.join('|')})(?:\.exe)?\s+\S`);

/** 64 KiB: more than any command line that a person writes. */
const longestCommand = 65_536;

/** True for text that begins as a command of a program that `readCommand` reads. */
export function isCommand(text: string): boolean {
  return text.length <= longestCommand && beginning.test(text);
}

/** The program that a command begins with. */
export function programOf(text: string): Program | undefined {
  const name = beginning.exec(text)?.[1];
  return programs.find((program) => program === name);
}

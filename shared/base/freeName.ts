/** 200 characters, as names of connections, messages and environments may have at most. */
const longestName = 200;
/** Room for a number behind a name. */
const numberLength = 5;

/** The name as those compare it who take `Redis` and `redis` for the same: macOS, Windows, and people who look for one of two. */
export function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** `redis`, `redis 2`, `redis 3`: the first name that is not taken. A number that `wanted` ends with counts on. At most `longest` characters. */
export function freeName(wanted: string, taken: readonly string[], longest = longestName): string {
  return firstFree(wanted, wanted.replace(/ \d+$/, ''), taken, longest);
}

/** As `freeName`, for a name whose last number is its own, such as a path: `/tmp/a 1`, `/tmp/a 1 2`. */
export function numberedName(wanted: string, taken: readonly string[]): string {
  return firstFree(wanted, wanted, taken, longestName);
}

function firstFree(wanted: string, base: string, taken: readonly string[], longest: number): string {
  const folded = new Set(taken.map(foldName));
  if (!folded.has(foldName(wanted))) return wanted;
  const start = base.slice(0, longest - numberLength).toWellFormed();
  for (let number = 2; ; number += 1) {
    const name = `${start} ${number}`;
    if (!folded.has(foldName(name))) return name;
  }
}

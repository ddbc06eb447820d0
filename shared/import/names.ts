import { foldName } from '../base/freeName.ts';
import { folderNameProblem, freeFolderName, normalFolderName } from '../model/connectionFolder.ts';

const longestName = 200;
/** Leaves room for a number behind it. */
const longestFolderName = 90;
const longestFolderBytes = 180;

/** A name of one line for a connection, a message or an environment. */
export function plainName(text: string, fallback: string, most = longestName): string {
  const line = text
    .slice(0, 4 * most)
    .replace(/[\s\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ')
    .trim();
  return (line.length > most ? line.slice(0, most).toWellFormed().trim() : line) || fallback;
}

/** A name for a folder that every system can keep, and that none of `siblings` has. */
export function allowedFolderName(text: string, siblings: readonly string[]): string {
  const base = shortened(
    normalFolderName(plainName(text, 'Imported'))
      .replace(/[/\\:*?"<>|]+/g, ' ')
      .replace(/ {2,}/g, ' ')
      .replace(/^[. ]+|[. ]+$/g, '')
      .replace(/\.json$/i, ''),
  );
  const names = base === '' ? [] : [base, `${base} folder`];
  const wanted = names.find((name) => folderNameProblem(name, []) === null) ?? 'Imported';
  return freeFolderName(wanted, siblings);
}

/** Gives folders beside each other names of their own, also thousands of one name. */
export class FolderNames {
  private readonly taken = new Set<string>();
  /** The last number behind each name, so that the next one is not looked for from 2. */
  private readonly numbers = new Map<string, number>();

  give(text: string): string {
    const wanted = allowedFolderName(text, []);
    let name = wanted;
    while (this.taken.has(foldName(name))) {
      const number = (this.numbers.get(wanted) ?? 1) + 1;
      this.numbers.set(wanted, number);
      name = `${wanted} ${number}`;
    }
    this.taken.add(foldName(name));
    return name;
  }
}

function shortened(name: string): string {
  const encoder = new TextEncoder();
  let short = name.slice(0, longestFolderName).toWellFormed();
  while (encoder.encode(short).length > longestFolderBytes) short = short.slice(0, -1).toWellFormed();
  return short.replace(/[. ]+$/, '');
}

import { isVariableName } from '../template/parseTemplate.ts';
import type { NoteList } from './noteList.ts';

/** As long as a variable's name may be, with room for a number. */
const longestName = 90;

/** Gives each variable of another program its name here: the same wherever it is referred to, and none that something else has. */
export class VariableNames {
  private readonly ours = new Map<string, string>();
  private readonly used = new Map<string, string>();
  /** The last number behind each name, so that the next one is not looked for from 2. */
  private readonly numbers = new Map<string, number>();
  private readonly changed: NoteList;

  constructor(changed: NoteList) {
    this.changed = changed;
  }

  /** Keeps the names of the file that can stay as they are, so that no other name becomes one of them. */
  reserve(names: Iterable<string>): void {
    for (const name of names) if (isUsable(name) && !this.used.has(name)) this.used.set(name, name);
  }

  /** The name here. */
  nameOf(foreign: string): string {
    const known = this.ours.get(foreign);
    if (known !== undefined) return known;
    return this.give(
      foreign,
      isUsable(foreign) ? foreign : slugOf(foreign),
      'A variable’s name here has letters, digits, _ . and - only',
    );
  }

  /** Gives a variable a name that is neither taken in the workspace nor here. */
  renameAway(foreign: string, isTaken: (name: string) => boolean, why: string): string {
    this.ours.delete(foreign);
    if (this.used.get(foreign) === foreign) this.used.delete(foreign);
    const base = isUsable(foreign) ? foreign : slugOf(foreign);
    let number = 2;
    while (isTaken(`${base}_${number}`)) number += 1;
    return this.give(foreign, `${base}_${number}`, why);
  }

  private give(foreign: string, wanted: string, why: string): string {
    let name = wanted;
    while ((this.used.get(name) ?? foreign) !== foreign) {
      const number = (this.numbers.get(wanted) ?? 1) + 1;
      this.numbers.set(wanted, number);
      name = `${wanted}_${number}`;
    }
    this.ours.set(foreign, name);
    this.used.set(name, foreign);
    if (name !== foreign) this.changed.add(foreign, `The variable is called “${name}” here. ${why}.`);
    return name;
  }
}

function isUsable(name: string): boolean {
  return isVariableName(name) && name.length <= longestName;
}

function slugOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_.-]+/g, '_')
    .slice(0, longestName);
  return /^[A-Za-z_]/.test(plain) ? plain : `_${plain}`.slice(0, longestName);
}

import { isOwnWord } from '../../../../../shared/model/ownWords.ts';
import { parseJson } from '../fileRows.ts';
import type { FormFinder } from '../../formFinder.ts';

/** Stands for each byte of a secret. */
export const blankByte = 0x2a;

/** Blanks secrets in what a file says in words: notes, details, and what it says of its connection and its peers. */
export class TextBlanker {
  private readonly finder: FormFinder;

  constructor(finder: FormFinder) {
    this.finder = finder;
  }

  /** The text with `*` for each byte of a secret; `found` is told which. */
  text(text: string, found: (secret: number) => void): string {
    const bytes = Buffer.from(text);
    const blanked = Buffer.from(bytes);
    this.finder.find(bytes, (from, to, secret) => {
      blanked.fill(blankByte, from, to);
      found(secret);
    });
    return blanked.equals(bytes) ? text : blanked.toString();
  }

  /** JSON with the same in every text in it that is not a word of ours; as it is where nothing is found, or where it is no JSON. */
  json(json: string, found: (secret: number) => void): string {
    let isChanged = false;
    const value = parseJson(json);
    const blanked = this.value(value, (secret) => {
      isChanged = true;
      found(secret);
    });
    return isChanged ? JSON.stringify(blanked) : json;
  }

  private value(value: unknown, found: (secret: number) => void): unknown {
    if (typeof value === 'string') return this.text(value, found);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((each: unknown) => this.value(each, found));
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [
        name,
        isOwnWord(name, each) ? each : this.value(each, found),
      ]),
    );
  }
}

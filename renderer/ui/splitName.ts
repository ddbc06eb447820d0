/** The parts of a name of which only the beginning gives way where there is no room for the whole. */
interface SplitName {
  readonly start: string;
  readonly end: string;
}

/** 6 characters: a word, or a number. */
const endLength = 6;
/** 10 characters: with a word that begins within them. */
const longestEnd = 10;
/** Shorter ones fit nearly everywhere. */
const leastLength = 10;

/** Scripts in which the end of a text is on its left, where it would not be cut off. */
const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** What tells apart names that were made from addresses: the port, and what follows it. */
const port = /:\d+(?: server)?(?: \d+)?$/;

/** Keeps the end of a name, which tells `10.0.0.1:6379` from `10.0.0.1:6390`, and `10.0.0.1:6379 server` from `10.0.0.1:6390 server`. */
export function splitName(name: string): SplitName {
  if (name.length < leastLength || rightToLeft.test(name)) return { start: name, end: '' };
  const atPort = name.search(port);
  if (atPort > 0) {
    // Hosts differ in their last numbers where the ports are the same: of `:80` the end takes some more.
    const end = Math.min(atPort, name.length - endLength);
    return { start: name.slice(0, end), end: name.slice(end) };
  }
  const parts = Array.from(characters.segment(name), ({ index }) => index);
  const at = parts.at(-endLength) ?? 0;
  // A word that is not much longer stays whole.
  const word = parts.slice(-longestEnd, -endLength).findLast((place) => isWordAt(name, place));
  const end = isWordAt(name, at) ? at : (word ?? at);
  return { start: name.slice(0, end), end: name.slice(end) };
}

function isWordAt(name: string, place: number): boolean {
  return /[\s./:_-]$/.test(name.slice(0, place));
}

import type { Command } from '../../commands/command.ts';

/**
 * The commands that a search finds, best first; an empty search finds all, group by group, with what acts at the end of its group. Every word of the search has to begin a word of
 * the title or of the further words, or to stand inside a word of the title. What acts is found by the beginnings of words alone, and comes
 * after the others that fit as well, so that Enter after a few letters sends and closes nothing that was not meant.
 */
export function findCommands(commands: readonly Command[], search: string): Command[] {
  const wanted = wordsOf(search);
  if (wanted.length === 0)
    return [...Map.groupBy(commands, ({ group }) => group).values()].flatMap((members) =>
      members.toSorted((a, b) => order(a) - order(b)),
    );
  return commands
    .map((command) => ({ command, rank: rankOf(command, wanted) }))
    .filter(({ rank }) => rank < ranks.none)
    .toSorted((a, b) => a.rank - b.rank || order(a.command) - order(b.command))
    .map(({ command }) => command);
}

/** How well a word fits, best first. */
const ranks = {
  firstWord: 0,
  wholeWord: 1,
  wordBeginning: 2,
  furtherWord: 3,
  insideWord: 4,
  none: 5,
} as const;

function order({ acts = false }: Command): number {
  return acts ? 1 : 0;
}

/** The rank of the word that fits worst. */
function rankOf({ title, words = '', acts = false }: Command, wanted: readonly string[]): number {
  const titleWords = wordsOf(title);
  const furtherWords = wordsOf(words);
  const each = wanted.map((word, place) => {
    if (titleWords[place] === word) return ranks.firstWord;
    if (titleWords.includes(word)) return ranks.wholeWord;
    if (titleWords.some((other) => other.startsWith(word))) return ranks.wordBeginning;
    if (furtherWords.some((other) => other.startsWith(word))) return ranks.furtherWord;
    const isInside = !acts && word.length > 1 && titleWords.some((other) => other.includes(word));
    return isInside ? ranks.insideWord : ranks.none;
  });
  return Math.max(...each);
}

function wordsOf(text: string): string[] {
  return text
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
}

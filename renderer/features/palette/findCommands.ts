import type { Command } from '../../commands/command.ts';

/** 5: they are seen at one look, and hide little of the rest. */
const shownRecent = 5;
const recentGroup = 'Recently used';

/**
 * The commands that a search finds, best first. Every word of the search has to begin a word of the title, of the detail or of the further
 * words, or to stand inside a word of the title. What acts is found by the beginnings of words alone, and comes after the others that fit
 * as well, so that Enter after a few letters sends and closes nothing that was not meant. Of what fits equally, that which was used last
 * comes first. An empty search finds all: what was used last, and then group by group, with what acts at the end of each. `recent` are ids,
 * the newest first.
 */
export function findCommands(
  commands: readonly Command[],
  search: string,
  recent: readonly string[] = [],
): Command[] {
  const wanted = wordsOf(search);
  if (wanted.length === 0) return listed(commands, recent);
  const age = ageIn(recent);
  return commands
    .map((command) => ({ command, rank: rankOf(command, wanted) }))
    .filter(({ rank }) => rank < ranks.none)
    .toSorted(
      (a, b) => a.rank - b.rank || order(a.command) - order(b.command) || age(a.command) - age(b.command),
    )
    .map(({ command }) => command);
}

function listed(commands: readonly Command[], recent: readonly string[]): Command[] {
  const age = ageIn(recent);
  const last = commands
    .filter(({ id }) => recent.includes(id))
    .toSorted((a, b) => age(a) - age(b))
    .slice(0, shownRecent)
    .map(asRecent);
  const ids = new Set(last.map(({ id }) => id));
  const others = commands.filter(({ id }) => !ids.has(id));
  return [...Map.groupBy([...last, ...others], ({ group }) => group).values()].flatMap((members) =>
    members.toSorted((a, b) => order(a) - order(b)),
  );
}

function asRecent(command: Command): Command {
  return { ...command, group: recentGroup };
}

/** How long ago a command was used: 0 for the last one. */
function ageIn(recent: readonly string[]): (command: Command) => number {
  const ages = new Map(recent.map((id, age) => [id, age]));
  return ({ id }) => ages.get(id) ?? recent.length;
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
function rankOf(
  { title, detail = '', words = '', acts = false }: Command,
  wanted: readonly string[],
): number {
  const titleWords = wordsOf(title);
  const furtherWords = wordsOf(`${detail} ${words}`);
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

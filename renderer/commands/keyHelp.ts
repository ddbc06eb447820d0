import type { KeyGroup } from '../state/window/keyGroups.ts';
import type { Command } from './command.ts';
import { paneAt, paneKeys } from './paneKeys.ts';

/** Where the focus is, comes first; then what is possible everywhere, and then the other parts of the window. */
export function keyGroups(
  commands: readonly Command[],
  also: KeyGroup['lines'],
  document: Pick<Document, 'activeElement'>,
): KeyGroup[] {
  const here = paneAt(document);
  const withKeys = commands.filter(({ keys }) => keys !== undefined);
  const groups = [...Map.groupBy(withKeys, ({ group }) => group)].map(([name, members]) => ({
    name,
    lines: members.map(({ keys = '', also: others = [], title }) => ({
      keys: [keys, ...others],
      does: title,
    })),
  }));
  return [
    ...(here ? [{ name: `Here: ${here.name}`, lines: here.lines }] : []),
    { name: 'Everywhere', lines: also },
    ...groups,
    ...paneKeys.filter((pane) => pane !== here).map(({ name, lines }) => ({ name: `In: ${name}`, lines })),
  ];
}

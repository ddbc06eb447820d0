import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commandsOf } from '../../../renderer/commands/commands.ts';
import { paneKeys } from '../../../renderer/commands/paneKeys.ts';
import { findKeys, type KeyGroup } from '../../../renderer/state/window/keyGroups.ts';
import { formatKeys } from '../../../renderer/ui/keys.ts';
import { connectionIdSchema, deletionIdSchema } from '../../../shared/model/ids.ts';
import { fakeConnection, fakeSession } from '../../support/fakeEngine.ts';
import { TestWindow } from '../../support/testWindow.ts';
import { until } from '../../support/until.ts';
import { windowParts } from '../../support/windowParts.ts';

const id = connectionIdSchema.parse('c1');
const page = { activeElement: null, querySelector: () => null, querySelectorAll: () => [] } as never;

/** The help as F1 shows it in the tab of an open connection. */
async function shownHelp(): Promise<readonly KeyGroup[]> {
  using window = await TestWindow.open();
  window.engine.sessions.set([fakeSession('s1', { connectionId: id })]);
  window.engine.connections.set(['c1', 'c2', 'c3'].map((each) => fakeConnection(each)));
  await until(() => window.state.connections.store.getState().connections.length === 3);
  window.actions.showConnection(id);
  await until(() => window.state.sessions.store.getState().sessions.length === 1);
  // Beside it another tab, and one that was closed.
  const { tabs } = window.state;
  for (const other of ['c2', 'c3'])
    tabs.openBeside({ kind: 'connection', id: connectionIdSchema.parse(other) });
  tabs.close('connection:c3');
  window.actions.showConnection(id);
  await window.state.undo.delete(() =>
    Promise.resolve({ deletion: deletionIdSchema.parse('d'), what: '“redis”' }),
  );
  commandsOf(windowParts(window), page)
    .find((command) => command.id === 'help.keys')
    ?.run();
  const dialog = window.state.dialogs.getState();
  return dialog?.kind === 'keys' ? dialog.groups : [];
}

const groups = await shownHelp();
const allKeys = new Set(groups.flatMap(({ lines }) => lines.flatMap(({ keys }) => keys)));

describe('the help with keys', () => {
  it('has those of every command that is possible, and of every part of the window', () => {
    for (const keys of ['Mod+K', 'Mod+Shift+P', 'Mod+,', 'F1', 'Alt+Enter', 'F6'])
      expect(allKeys).toContain(keys);
    expect(groups.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Everywhere', ...paneKeys.map(({ name }) => `In: ${name}`)]),
    );
  });

  it('is searched by what keys do, by their group, and by the keys themselves', () => {
    const found = (search: string): string[] =>
      findKeys(groups, search, (keys) => formatKeys(keys, false)).flatMap(({ lines }) =>
        lines.map(({ does }) => does),
      );
    expect(found('ctrl ,')).toEqual(['Settings…']);
    expect(found('chart stretch')).toContain('Select a stretch of time');
    expect(found('nothing like it')).toEqual([]);
  });

  it('knows every key of the table in the README', () => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    const table = /## Keys\n\n((?:\|.*\n)+)/.exec(readme)?.[1] ?? '';
    const cells = table.split('\n').map((line) => line.split('|')[1]?.trim() ?? '');
    const chords = cells
      .slice(2)
      .flatMap((cell) => Array.from(cell.matchAll(chord)))
      .map(([text]) => keysOfWritten(text));
    expect(chords.length).toBeGreaterThan(20);
    expect(chords.filter((keys) => !allKeys.has(keys) && !otherwhere.has(keys))).toEqual([]);
  });
});

/** As the README writes keys: `Ctrl/Cmd K`, `Alt N`, `F6`. */
const chord =
  /(?:(?:Ctrl\/Cmd|Ctrl|Alt|Shift) )*(?:F\d+|[A-Z0-9?](?![\w/])|(?<= ),|Enter|Space|Delete|Escape|Page(?:Up|Down)|Home|End|[↑↓←→])/g;

function keysOfWritten(text: string): string {
  const arrows: Readonly<Record<string, string>> = {
    '↑': 'ArrowUp',
    '↓': 'ArrowDown',
    '←': 'ArrowLeft',
    '→': 'ArrowRight',
    '?': 'F1',
  };
  const parts = text.replace('Ctrl/Cmd', 'Mod').split(' ');
  return parts.map((part) => arrows[part] ?? part).join('+');
}

/** For named messages and a selected record, which the tab of the test has not. */
const otherwhere = new Set(['Alt+1', 'Alt+9', 'Alt+R', 'Alt+0', 'Ctrl+M', 'Ctrl+Shift+M']);

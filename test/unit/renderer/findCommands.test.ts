import { describe, expect, it } from 'vitest';
import type { Command } from '../../../renderer/commands/command.ts';
import { commandsOf } from '../../../renderer/commands/commands.ts';
import { findCommands } from '../../../renderer/features/palette/findCommands.ts';
import { connectionIdSchema } from '../../../shared/model/ids.ts';
import { savedMessageSchema } from '../../../shared/model/savedMessage.ts';
import { fakeConnection, fakeRecording, fakeSession } from '../../support/fakeEngine.ts';
import { TestWindow } from '../../support/testWindow.ts';
import { until } from '../../support/until.ts';
import { windowParts } from '../../support/windowParts.ts';

const id = connectionIdSchema.parse('c1');
/** A page in which there is nothing. */
const page = { activeElement: null, querySelector: () => null, querySelectorAll: () => [] } as never;

/** The commands of a tab with a message, an open session, and a recording that has ended. */
async function commandsOfTab(): Promise<Command[]> {
  using window = await TestWindow.open();
  const { engine, state, actions } = window;
  engine.connections.set([fakeConnection('c1', 'redis'), fakeConnection('c2', 'Hello world')]);
  engine.recordings.set([fakeRecording('r1', { connection: id })]);
  engine.sessions.set([fakeSession('s1', { connectionId: id })]);
  const note = 'Import, theme, settings, dark, history.';
  const message = { version: 1, body: '…', note, folder: '', revision: 'r1', connection: id };
  engine.messages.set(
    ['Hello', 'JSON with variables'].map((name, place) =>
      savedMessageSchema.parse({ ...message, id: `m${place}`, name }),
    ),
  );
  actions.showConnection(id);
  const { recordings, messages, sessions } = state;
  await until(
    () =>
      recordings.store.getState().recordings.length === 1 &&
      messages.store.getState().messages.size === 2 &&
      sessions.store.getState().sessions.length === 1,
  );
  return commandsOf(windowParts(window), page);
}

const commands = await commandsOfTab();
const titles = (search: string): string[] => findCommands(commands, search).map(({ title }) => title);

describe('the search of the palette', () => {
  it.each([
    ['import', 'Import from Postman, Insomnia, Bruno…'],
    ['postman', 'Import from Postman, Insomnia, Bruno…'],
    ['settings', 'Settings…'],
    ['options', 'Options of this connection…'],
    ['repeat', 'Repeat the message…'],
    ['copy', 'Copy as command…'],
    ['high', 'Theme: high contrast, dark'],
    ['terminate', 'Disconnect'],
    ['dark', 'Theme: dark'],
    ['theme', 'Theme: system'],
    ['redis', 'redis'],
    ['export', 'Copy as command…'],
    ['history', 'Show the history of sent messages…'],
    ['save', 'Save as message…'],
    ['replay', 'Replay the newest recording of this connection…'],
    ['hello', 'Hello world'],
    ['send hello', 'Send Hello'],
    ['contrast theme', 'Theme: high contrast, dark'],
    ['mport from', 'Import from Postman, Insomnia, Bruno…'],
  ])('has what “%s” means first', (search, first) => {
    expect(titles(search)[0]).toBe(first);
  });

  it('finds nothing by letters that are scattered, and nothing that acts in the middle of a word', () => {
    expect(titles('sdhl')).toEqual([]);
    expect(titles('ello').filter((title) => title.startsWith('Send'))).toEqual([]);
    expect(titles('elete')).toEqual([]);
  });

  it('begins with what is harmless while nothing is typed, and leaves nothing out', () => {
    const found = findCommands(commands, ' ');
    expect(found[0]?.acts).toBeUndefined();
    expect(found.map(({ title }) => title)).toEqual(
      expect.arrayContaining(commands.map(({ title }) => title)),
    );
  });

  it('has what was used last before the rest, harmless first, and decides by it between equals', () => {
    const recent = ['connection.toggle', 'theme.dark', 'gone', 'connection.rename'];
    const listed = findCommands(commands, '', recent);
    expect(listed.slice(0, 3).map(({ id: each, group }) => `${group}: ${each}`)).toEqual([
      'Recently used: theme.dark',
      'Recently used: connection.rename',
      'Recently used: connection.toggle',
    ]);
    expect(listed).toHaveLength(commands.length);
    expect(findCommands(commands, 'theme', recent)[0]?.title).toBe('Theme: dark');
  });

  it('finds connections and recordings by address and kind', () => {
    const found = findCommands(commands, '127.0.0.1 tcp').filter(({ id: each }) => each.startsWith('open.'));
    expect(found.map(({ group }) => group)).toEqual(['Connections', 'Connections', 'Recordings']);
  });

  it('knows of each command whether it sends, closes or deletes', () => {
    // To clear the view deletes nothing.
    const acting = /^(Send |Disconnect|Connect|Delete|Clear (?!the view)|Stop|Reset|Start TLS)/;
    const found = commands.filter(({ title }) => acting.test(title));
    expect(found.length).toBeGreaterThan(5);
    expect(found.filter(({ acts }) => acts !== true)).toEqual([]);
  });
});

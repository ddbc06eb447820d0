import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandsOf } from '../../../renderer/commands/commands.ts';
import { commandById, hostMenus } from '../../../renderer/commands/hostMenus.ts';
import { menuTable, paletteCommand } from '../../../renderer/commands/menuTable.ts';
import { unreadBase } from '../../../renderer/state/workspace/environments.ts';
import { connectionIdSchema, environmentIdSchema } from '../../../shared/model/ids.ts';
import { hostMenusSchema, type HostMenuItem } from '../../../shared/model/hostMenu.ts';
import { fakeRecording, fakeSession } from '../../support/fakeEngine.ts';
import { TestWindow } from '../../support/testWindow.ts';
import { until } from '../../support/until.ts';
import { windowParts } from '../../support/windowParts.ts';

const id = connectionIdSchema.parse('c1');
/** A page in which there is nothing. */
const page = { activeElement: null, querySelector: () => null, querySelectorAll: () => [] } as never;

function menuItems(window: TestWindow, isBlocked = false): Map<string, HostMenuItem> {
  const app = window.state.app.getState();
  window.state.app.setState(app && { ...app, host: 'desktop' }, true);
  const menus = hostMenusSchema.parse(hostMenus(windowParts(window), page, isBlocked));
  const items = Object.values(menus).flat(2);
  return new Map(items.map((item) => [item.command, item]));
}

describe('the actions of a window in the menus', () => {
  it('are those of the palette, with the keys that people look for there', async () => {
    using window = await TestWindow.open();
    window.actions.showConnection(id);
    const items = menuItems(window);
    expect(items.get('tab.close')).toMatchObject({ label: 'Close Tab', keys: 'Mod+W', isPossible: true });
    expect(items.get('connection.new')).toMatchObject({ keys: 'Mod+N' });
    expect(items.get('settings')).toMatchObject({ label: 'Settings…', keys: 'Mod+,' });
    expect(items.get(paletteCommand)).toMatchObject({ keys: 'Mod+K', isPossible: true });
    commandById(windowParts(window), page, 'tab.close')?.run();
    expect(window.openTabs()).toEqual([]);
  });

  it('are there, but not possible, where the palette does not have them', async () => {
    using window = await TestWindow.open();
    const items = menuItems(window);
    expect(items.get('tab.close')).toMatchObject({ isPossible: false, keys: null });
    expect(items.get('connection.toggle')).toMatchObject({ label: 'Connect', isPossible: false });
    expect(items.get('connection.new')?.isPossible).toBe(true);
  });

  it('say which of two things they do', async () => {
    using window = await TestWindow.open();
    window.actions.showConnection(id);
    expect(menuItems(window).get('connection.toggle')?.label).toBe('Connect');
    window.engine.sessions.set([fakeSession('s1', { connectionId: id, phase: 'open' })]);
    await until(() => window.state.sessions.store.getState().sessions.length === 1);
    expect(menuItems(window).get('connection.toggle')?.label).toBe('Disconnect');
    expect(menuItems(window).get('sidebar.toggle')?.label).toBe('Hide the Sidebar');
  });

  it('are the recordings that are newest, too', async () => {
    using window = await TestWindow.open();
    const recordings = Array.from({ length: 12 }, (_, index) =>
      fakeRecording(`r${index}`, { name: `day ${index}` }),
    );
    window.state.recordings.store.setState({ recordings });
    const items = [...menuItems(window).values()].filter(({ under }) => under === 'Open Recent Recording');
    expect(items).toHaveLength(10);
    expect(items[0]).toMatchObject({ command: 'open.r0', isPossible: true });
    expect(items[0]?.label).toMatch(/^day 0, \d{4}-\d\d-\d\d /);
  });

  it('lead to recordings that are too old for the palette', async () => {
    using window = await TestWindow.open();
    const recordings = Array.from({ length: 300 }, (_, index) =>
      fakeRecording(`r${index}`, { name: `day ${index}` }),
    );
    window.state.recordings.store.setState({ recordings });
    const parts = windowParts(window);
    expect(commandsOf(parts, page).map(({ id: command }) => command)).not.toContain('open.r299');
    expect(commandById(parts, page, 'open.r299')?.title).toBe('day 299');
  });

  it('are no more than the program takes', async () => {
    using window = await TestWindow.open();
    const environments = Array.from({ length: 250 }, (_, index) => ({
      ...unreadBase,
      id: environmentIdSchema.parse(`e${index}`),
      name: `Stage ${index}`,
    }));
    window.state.environments.store.setState({ environments });
    expect(menuItems(window).get('environment.e42')?.label).toBe('Stage 42');
  });

  it('are all impossible while a dialog waits for the person', async () => {
    using window = await TestWindow.open();
    window.actions.showConnection(id);
    const possible = [...menuItems(window, true).values()].filter(({ isPossible }) => isPossible);
    expect(possible).toEqual([]);
  });

  it('are commands of the palette, each of them', () => {
    const folder = join(import.meta.dirname, '../../../renderer/commands');
    const sources = globSync('*.ts', { cwd: folder }).filter((file) => file !== 'menuTable.ts');
    const text = sources.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
    const ids = Object.values(menuTable)
      .flat(2)
      .filter((entry) => typeof entry !== 'string')
      .map((entry) => entry.id)
      .filter((command) => command !== paletteCommand);
    const isThere = (command: string): boolean =>
      text.includes(`'${command}'`) ||
      (command.startsWith('focus.') && text.includes(`focus('${command.slice(6)}'`)) ||
      (command.startsWith('workspace.') && text.includes(`command('${command.slice(10)}'`)) ||
      (command.startsWith('link.') && text.includes(command));
    expect(ids.filter((command) => !isThere(command))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuTemplate } from '../../../electron/desktop/menuTemplate.ts';
import type { HostMenuItem, HostMenus } from '../../../shared/model/hostMenu.ts';

const none: HostMenus = { application: [], file: [], edit: [], view: [], connection: [], help: [] };

function action(command: string, more: Partial<HostMenuItem> = {}): HostMenuItem {
  return { command, label: command, keys: null, isPossible: true, isChecked: null, under: null, ...more };
}

/** A menu as a person reads it, a line for each item; what is within a menu is indented. */
function written(items: readonly MenuItemConstructorOptions[], indent = ''): string[] {
  return items.flatMap(({ type, role, label, accelerator, submenu }) => {
    if (type === 'separator') return [`${indent}—`];
    const keys = typeof accelerator === 'string' ? ` ${accelerator}` : '';
    const inner = Array.isArray(submenu) ? written(submenu, `${indent}  `) : [];
    return [`${indent}${label ?? role ?? ''}${keys}`, ...inner];
  });
}

function menusOf(platform: NodeJS.Platform, menus: HostMenus | null, ran: string[] = []) {
  const note = (what: string): void => void ran.push(what);
  return menuTemplate({ platform, menus, run: note, show: note });
}

const told: HostMenus = {
  ...none,
  application: [[action('Settings…', { keys: 'Mod+,' })]],
  file: [
    [action('New Connection', { keys: 'Mod+N' }), action('Close Tab', { keys: 'Mod+W' })],
    [action('/a', { under: 'Open Recent' }), action('/b', { under: 'Open Recent' })],
  ],
};

describe('the menus', () => {
  it('begin with the program on macOS, where its settings and its end are', () => {
    const template = menusOf('darwin', told);
    const names = template.map(({ label, role }) => label ?? role);
    expect(names).toEqual(['Wirebench', '&File', '&Edit', '&View', '&Connection', 'windowMenu', '&Help']);
    expect(written(template.slice(0, 2))).toEqual([
      'Wirebench',
      '  About Wirebench',
      '  —',
      '  Settings… CommandOrControl+,',
      '  —',
      '  services',
      '  —',
      '  hide',
      '  hideOthers',
      '  unhide',
      '  —',
      '  quit',
      '&File',
      '  New Connection CommandOrControl+N',
      '  Close Tab CommandOrControl+W',
      '  —',
      '  Open Recent',
      '    /a',
      '    /b',
      '  —',
      '  Close Window Shift+CommandOrControl+W',
    ]);
  });

  it.each(['linux', 'win32'] as const)('have settings and end in File on %s', (platform) => {
    const template = menusOf(platform, told);
    expect(template.map(({ label }) => label)).toEqual(['&File', '&Edit', '&View', '&Connection', '&Help']);
    expect(written(template.slice(0, 1)).slice(-5)).toEqual([
      '  Close Window Shift+CommandOrControl+W',
      '  —',
      '  Settings… CommandOrControl+,',
      '  —',
      '  quit',
    ]);
    expect(written(template.slice(-1))).toEqual([
      '&Help',
      '  Documentation',
      '  —',
      '  Show Logs',
      '  Save a Report for an Issue…',
      '  —',
      '  Third-Party Notices',
      '  —',
      '  About Wirebench',
    ]);
  });

  it('have what every window has before its page has told its own', () => {
    const lines = written(menusOf('linux', null));
    for (const role of ['undo', 'paste', 'zoomIn', 'togglefullscreen', 'toggleDevTools', 'quit']) {
      expect(lines.map((line) => line.trim())).toContain(role);
    }
  });

  it('run the command of an item, and leave its keys to the page', () => {
    const ran: string[] = [];
    const menus = { ...none, file: [[action('connection.new', { keys: 'Alt+ArrowUp' })]] };
    const [fileMenu] = menusOf('linux', menus, ran);
    const [item] = Array.isArray(fileMenu?.submenu) ? fileMenu.submenu : [];
    expect(item).toMatchObject({ accelerator: 'Alt+Up', registerAccelerator: false });
    if (!item?.click) throw new Error('The item does nothing.');
    // The item that was built, the window and the event mean nothing to it.
    Reflect.apply(item.click, item, []);
    expect(ran).toEqual(['connection.new']);
  });

  it('show a name as it is, what is not possible as such, and what was chosen', () => {
    const menus = {
      ...none,
      connection: [
        [
          action('a', { label: 'R&D', isChecked: true, under: 'Environment' }),
          action('b', { isChecked: false, under: 'Environment' }),
          action('c', { isPossible: false }),
        ],
      ],
    };
    const connection = menusOf('win32', menus).find(({ label }) => label === '&Connection');
    expect(connection?.submenu).toMatchObject([
      {
        label: 'Environment',
        submenu: [
          { label: 'R&&D', type: 'radio', checked: true, enabled: true },
          { label: 'b', type: 'radio', checked: false },
        ],
      },
      { label: 'c', enabled: false },
    ]);
  });
});

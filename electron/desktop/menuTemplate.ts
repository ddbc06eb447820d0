import type { MenuItemConstructorOptions } from 'electron';
import type { HostPage } from '../../shared/contract/host.ts';
import type { HostMenuItem, HostMenus, MenuName, MenuSections } from '../../shared/model/hostMenu.ts';

/** What the menus of one window are made of. */
interface MenuParts {
  readonly platform: NodeJS.Platform;
  /** The actions of the window; null until its page has told them. */
  readonly menus: HostMenus | null;
  /** Runs a command in the window. */
  readonly run: (command: string) => void;
  /** Shows what stands beside the window. */
  readonly show: (page: HostPage) => void;
}

type Items = MenuItemConstructorOptions[];

const separator: MenuItemConstructorOptions = { type: 'separator' };

/**
 * The menus, as each system has them: roles, which it names itself, and between them the actions of the window. On macOS the first menu has
 * the program’s name, and Window is the system’s; elsewhere letters that Alt goes to are marked with `&`.
 */
export function menuTemplate(parts: MenuParts): Items {
  const { platform } = parts;
  const menu = (label: string, submenu: Items): MenuItemConstructorOptions => ({ label, submenu });
  const fileMenu = menu('&File', fileItems(parts));
  const others = [
    menu('&Edit', editItems(parts)),
    menu('&View', viewItems(parts)),
    // All of it is the window's, and another one, or a page that is not there yet, has none.
    ...(parts.menus === null ? [] : [menu('&Connection', itemsOf(parts, 'connection'))]),
  ];
  const help = { ...menu('&Help', helpItems(parts)), role: 'help' } as const;
  return platform === 'darwin'
    ? [menu('Wirebench', applicationItems(parts)), fileMenu, ...others, { role: 'windowMenu' }, help]
    : [fileMenu, ...others, menu('&Help', helpItems(parts))];
}

/** The first menu of macOS. */
function applicationItems(parts: MenuParts): Items {
  return joined(
    [aboutItem(parts)],
    itemsOf(parts, 'application'),
    [{ role: 'services' }],
    [{ role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }],
    [{ role: 'quit' }],
  );
}

function fileItems(parts: MenuParts): Items {
  const isMac = parts.platform === 'darwin';
  return joined(
    itemsOf(parts, 'file'),
    // Without Shift, it is the tab that is closed.
    [{ role: 'close', label: 'Close Window', accelerator: 'Shift+CommandOrControl+W' }],
    isMac ? [] : itemsOf(parts, 'application'),
    isMac ? [] : [{ role: 'quit' }],
  );
}

function editItems(parts: MenuParts): Items {
  return joined(
    [{ role: 'undo' }, { role: 'redo' }],
    [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'delete' }, { role: 'selectAll' }],
    itemsOf(parts, 'edit'),
    parts.platform === 'darwin'
      ? [{ label: 'Speech', submenu: [{ role: 'startSpeaking' }, { role: 'stopSpeaking' }] }]
      : [],
  );
}

function viewItems(parts: MenuParts): Items {
  return joined(
    itemsOf(parts, 'view'),
    [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }],
    [{ role: 'togglefullscreen' }],
    [{ label: 'Developer', submenu: [{ role: 'reload' }, { role: 'toggleDevTools' }] }],
  );
}

function helpItems(parts: MenuParts): Items {
  const { show } = parts;
  return joined(
    [{ label: 'Documentation', click: () => show('docs') }],
    itemsOf(parts, 'help'),
    [
      { label: 'Show Logs', click: () => show('logs') },
      { label: 'Save a Report for an Issue…', click: () => show('report') },
    ],
    [{ label: 'Third-Party Notices', click: () => show('notices') }],
    parts.platform === 'darwin' ? [] : [aboutItem(parts)],
  );
}

function aboutItem({ show }: MenuParts): MenuItemConstructorOptions {
  return { label: 'About Wirebench', click: () => show('about') };
}

/** The actions of the window that stand in a menu. */
function itemsOf(parts: MenuParts, name: MenuName): Items {
  const sections: MenuSections = parts.menus?.[name] ?? [];
  return joined(...sections.map((section) => sectionItems(parts, section)));
}

/** Those that stand under the same word are a menu within the menu, where the first of them stands. */
function sectionItems(parts: MenuParts, section: readonly HostMenuItem[]): Items {
  const items: Items = [];
  const inner = new Map<string, Items>();
  for (const item of section) {
    const { under } = item;
    const at = under === null ? items : inner.get(under);
    if (at) at.push(actionItem(parts, item));
    else if (under !== null) {
      const submenu = [actionItem(parts, item)];
      inner.set(under, submenu);
      items.push({ label: under, submenu });
    }
  }
  return items;
}

function actionItem({ run }: MenuParts, item: HostMenuItem): MenuItemConstructorOptions {
  const { command, label, keys, isPossible, isChecked } = item;
  return {
    // An ampersand alone marks the letter after it.
    label: label.replaceAll('&', '&&'),
    enabled: isPossible,
    ...(isChecked === null ? {} : { type: 'radio', checked: isChecked }),
    // The page hears its keys itself. macOS asks the menu only about keys that the page left, and has no such switch.
    ...(keys === null ? {} : { accelerator: acceleratorOf(keys), registerAccelerator: false }),
    click: () => run(command),
  };
}

const acceleratorNames: Readonly<Record<string, string>> = {
  Mod: 'CommandOrControl',
  Ctrl: 'Control',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
};

/** In the words of Electron. */
function acceleratorOf(keys: string): string {
  return keys
    .split('+')
    .map((part) => acceleratorNames[part] ?? part)
    .join('+');
}

/** Groups with a line between them; those that are empty have none. */
function joined(...groups: readonly Items[]): Items {
  const items: Items = [];
  for (const group of groups) {
    if (items.length > 0 && group.length > 0) items.push(separator);
    items.push(...group);
  }
  return items;
}

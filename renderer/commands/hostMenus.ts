import { baseEnvironmentId } from '../../shared/model/environment.ts';
import type { HostMenuItem, HostMenus } from '../../shared/model/hostMenu.ts';
import { visibleLine } from '../../shared/bytes/visibleText.ts';
import { formatStartInFull } from '../state/base/startTime.ts';
import { themeChoices, themeNames } from '../state/window/theme.ts';
import type { WindowParts } from '../state/window/workbenchParts.ts';
import { isMac, type Keys } from '../ui/keys.ts';
import type { Command, CommandParts } from './command.ts';
import { listedCommands, paletteKeys } from './commands.ts';
import { updatesCommand } from './hostCommands.ts';
import { menuTable, paletteCommand, recentMenu, type MenuEntry } from './menuTable.ts';
import { openCommands } from './openCommands.ts';

/** 20: what lies further back is in the palette. */
const mostRecent = 20;

/** 10: the others are in the sidebar. */
const mostRecordings = 10;

/** 100: a menu with more is not read any more, and the palette has all of them. */
const mostEnvironments = 100;

/** The commands that are possible, by id. */
type Possible = ReadonlyMap<string, Command>;

/** The menus of the desktop program as they are now. While `isBlocked`, something in the window waits for the person, and nothing else is possible. */
export function hostMenus(parts: CommandParts, document: Document, isBlocked: boolean): HostMenus {
  const possible = new Map(
    isBlocked ? [] : listedCommands(parts, document, 'all').map((command) => [command.id, command]),
  );
  const lists = {
    'recent workspaces': () => recentItems(parts, possible),
    'recent recordings': () => recordingItems(parts, isBlocked),
    themes: () => themeItems(parts, possible),
    environments: () => environmentItems(parts, possible),
    updates: (menu: keyof HostMenus) => updateItems(parts, possible, { menu, isBlocked }),
  } as const;
  const sections = (name: keyof HostMenus): HostMenus[keyof HostMenus] =>
    menuTable[name].map((section) =>
      section.flatMap((entry) =>
        typeof entry === 'string' ? lists[entry](name) : [itemOf(entry, possible, isBlocked)],
      ),
    );
  return {
    application: sections('application'),
    file: sections('file'),
    edit: sections('edit'),
    view: sections('view'),
    connection: sections('connection'),
    help: sections('help'),
  };
}

/** The command that was asked for in a menu or a notification, if it is possible. That may be about a recording which is too old for the palette. */
export function commandById(parts: CommandParts, document: Document, id: string): Command | undefined {
  const isAskedFor = (command: Command): boolean => command.id === id;
  return (
    listedCommands(parts, document, 'all').find(isAskedFor) ??
    openCommands(parts, document, Number.POSITIVE_INFINITY).find(isAskedFor)
  );
}

function itemOf(entry: MenuEntry, possible: Possible, isBlocked: boolean): HostMenuItem {
  const { id, label, follows, under = null } = entry;
  const command = possible.get(id);
  const isPalette = id === paletteCommand;
  return {
    command: id,
    label: follows && command ? inMenuWords(command.title) : label,
    keys: isPalette ? (paletteKeys[0] ?? null) : menuKeys(command),
    isPossible: isPalette ? !isBlocked : command !== undefined,
    isChecked: null,
    under,
  };
}

/** Of several keys, those that go with the key for commands: people look for them in menus. */
function menuKeys(command: Command | undefined): Keys | null {
  if (!command || command.notWhileTyping === true) return null;
  const { keys, also = [] } = command;
  const all = [...(keys === undefined ? [] : [keys]), ...also];
  return all.find((each) => each.startsWith('Mod+')) ?? all[0] ?? null;
}

/** Where nobody can be asked for a new version, there is no item. On macOS it is expected in the menu of the program. */
function updateItems(
  { state }: WindowParts,
  possible: Possible,
  { menu, isBlocked }: { readonly menu: keyof HostMenus; readonly isBlocked: boolean },
): HostMenuItem[] {
  if (state.updates.store.getState().from === null || (menu === 'application') !== isMac) return [];
  return [itemOf({ id: updatesCommand, label: 'Check for Updates…' }, possible, isBlocked)];
}

function recentItems({ state }: WindowParts, possible: Possible): HostMenuItem[] {
  return state.recentWorkspaces.store
    .getState()
    .workspaces.filter(({ isGone }) => !isGone)
    .slice(0, mostRecent)
    .map(({ id, path }) =>
      listed(possible, {
        command: `workspace.open.${id}`,
        label: path,
        under: recentMenu,
        isChecked: null,
      }),
    );
}

/** The newest of this workspace. */
function recordingItems({ state }: WindowParts, isBlocked: boolean): HostMenuItem[] {
  return state.recordings.store
    .getState()
    .recordings.slice(0, mostRecordings)
    .map(({ id, name, startedAt }) => ({
      command: `open.${id}`,
      label: inMenu(`${name}, ${formatStartInFull(startedAt)}`),
      keys: null,
      isPossible: !isBlocked,
      isChecked: null,
      under: 'Open Recent Recording',
    }));
}

function themeItems({ theme }: WindowParts, possible: Possible): HostMenuItem[] {
  const { choice } = theme.store.getState();
  return themeChoices.map((each) =>
    listed(possible, {
      command: `theme.${each}`,
      label: inMenuWords(themeNames[each]),
      under: 'Theme',
      isChecked: each === choice,
    }),
  );
}

function environmentItems({ state }: WindowParts, possible: Possible): HostMenuItem[] {
  const { environments, active } = state.environments.store.getState();
  return environments.slice(0, mostEnvironments).map(({ id, name }) =>
    listed(possible, {
      command: `environment.${id}`,
      label: id === baseEnvironmentId ? 'No Environment' : name,
      under: 'Environment',
      isChecked: id === (active ?? baseEnvironmentId),
    }),
  );
}

function listed(
  possible: Possible,
  item: Pick<HostMenuItem, 'command' | 'label' | 'under' | 'isChecked'>,
): HostMenuItem {
  return { ...item, label: inMenu(item.label), keys: null, isPossible: possible.has(item.command) };
}

/** 120 characters: as much as a menu is wide. Of a path, the end tells more. */
function inMenu(words: string): string {
  const label = visibleLine(words);
  return label.length <= 120 ? label : `${label.slice(0, 40)}…${label.slice(-79)}`;
}

const smallWords = new Set(['a', 'an', 'and', 'as', 'at', 'by', 'for', 'in', 'of', 'on', 'or', 'the', 'to']);

/** Menus begin every word with a capital, but the small ones between others. */
function inMenuWords(title: string): string {
  return title.replaceAll(/(?<=\s)\p{L}+/gu, (word) =>
    smallWords.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1),
  );
}

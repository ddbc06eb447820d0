/**
 * Keys are written as `Mod+K`, `Alt+W`, `F2`. `Mod` is Command on a Mac and Ctrl elsewhere. Letters are those printed on the key, so that
 * Alt with a letter works even where it would type another character.
 */
export type Keys = string;

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

const macSigns: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥', Shift: '⇧', Ctrl: '⌃' };
const shownNames: Readonly<Record<string, string>> = { Mod: 'Ctrl', PageUp: 'PgUp', PageDown: 'PgDn' };

/** As written on the keyboard: `Ctrl K`, `⌘K`. */
export function formatKeys(keys: Keys, mac = isMac): string {
  const parts = keys.split('+');
  return mac
    ? parts.map((part) => macSigns[part] ?? shownNames[part] ?? part).join('')
    : parts.map((part) => shownNames[part] ?? part).join(' ');
}

type PressedKeys = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

export function matchesKeys(event: PressedKeys, keys: Keys, mac = isMac): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  const mod = parts.includes('Mod');
  const pressed =
    event.key.toLowerCase() === key.toLowerCase() ||
    event.code === `Key${key}` ||
    event.code === `Digit${key}`;
  return (
    pressed &&
    event.altKey === parts.includes('Alt') &&
    event.shiftKey === parts.includes('Shift') &&
    event.metaKey === (mod && mac) &&
    event.ctrlKey === ((mod && !mac) || parts.includes('Ctrl'))
  );
}

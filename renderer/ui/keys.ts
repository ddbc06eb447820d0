/**
 * Keys are written as `Mod+K`, `Alt+W`, `F2`. `Mod` is Command on a Mac and Ctrl elsewhere. Letters are those printed on the key, so that
 * Alt with a letter works even where it would type another character.
 */
export type Keys = string;

export const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

const macSigns: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥', Shift: '⇧', Ctrl: '⌃' };
const shownNames: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Delete: 'Del',
};

/** As written on the keyboard: `Ctrl K`, `⌘K`. */
export function formatKeys(keys: Keys, mac = isMac): string {
  const parts = keys.split('+');
  return mac
    ? parts.map((part) => macSigns[part] ?? shownNames[part] ?? part).join('')
    : parts.map((part) => shownNames[part] ?? part).join(' ');
}

type PressedKeys = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/**
 * The keys of a digit: with Alt, and on a Mac with Ctrl, because Option with a digit types brackets and braces on many layouts.
 */
export function digitKeys(digit: number, mac = isMac): Keys {
  return mac ? `Ctrl+${digit}` : `Alt+${digit}`;
}

/** As screen readers are told keys: `Alt+1`, `Control+1`. */
export function spokenKeys(keys: Keys, mac = isMac): string {
  return keys.replace('Mod', mac ? 'Meta' : 'Control').replace('Ctrl', 'Control');
}

export function matchesKeys(event: PressedKeys, keys: Keys, mac = isMac): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  const mod = parts.includes('Mod');
  // Alt with digits of the keypad types a character by its number (Windows).
  if (/^Numpad\d$/.test(event.code)) return false;
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

/** Whether the key that commands go with is held: Command on a Mac, Ctrl elsewhere. */
export function isModHeld(event: Pick<PressedKeys, 'ctrlKey' | 'metaKey'>, mac = isMac): boolean {
  return mac ? event.metaKey : event.ctrlKey;
}

/** Whether a key types a character. AltGr types characters, too, and Windows reports it as Ctrl and Alt. */
export function isCharacter(event: KeyboardEvent): boolean {
  const isCommand = event.ctrlKey || event.metaKey || event.altKey;
  return /^.$/u.test(event.key) && (!isCommand || event.getModifierState('AltGraph'));
}

/** Whether a press of the pointer opens a menu: the second button, and on a Mac the first one with Ctrl. */
export function asksForMenu(event: Pick<MouseEvent, 'button' | 'ctrlKey'>, mac = isMac): boolean {
  return event.button === 2 || (mac && event.button === 0 && event.ctrlKey);
}

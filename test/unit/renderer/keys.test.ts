import { describe, expect, it } from 'vitest';
import { digitKeys, formatKeys, matchesKeys, spokenKeys } from '../../../renderer/ui/keys.ts';

const pressed = (key: string, change: Partial<KeyboardEvent> = {}) => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...change,
});

describe('keys', () => {
  it('are written as they stand on the keyboard of the machine', () => {
    expect(formatKeys('Mod+K', false)).toBe('Ctrl K');
    expect(formatKeys('Mod+K', true)).toBe('⌘K');
    expect(formatKeys('Alt+PageDown', false)).toBe('Alt PgDn');
    expect(formatKeys('F2', false)).toBe('F2');
  });

  it('match with exactly their modifiers', () => {
    expect(matchesKeys(pressed('k', { ctrlKey: true }), 'Mod+K', false)).toBe(true);
    expect(matchesKeys(pressed('k', { metaKey: true }), 'Mod+K', true)).toBe(true);
    expect(matchesKeys(pressed('k', { ctrlKey: true }), 'Mod+K', true)).toBe(false);
    expect(matchesKeys(pressed('k', { ctrlKey: true, shiftKey: true }), 'Mod+K', false)).toBe(false);
    expect(matchesKeys(pressed('F6', { shiftKey: true }), 'F6', false)).toBe(false);
    expect(matchesKeys(pressed('F6', { shiftKey: true }), 'Shift+F6', false)).toBe(true);
  });

  it('match by the key where Alt makes another character of it', () => {
    expect(matchesKeys(pressed('∑', { altKey: true, code: 'KeyW' }), 'Alt+W', true)).toBe(true);
    expect(matchesKeys(pressed('w'), 'Alt+W', false)).toBe(false);
    expect(matchesKeys(pressed('&', { altKey: true, code: 'Digit1' }), 'Alt+1', false)).toBe(true);
  });

  it.each([
    ['7', { code: 'Digit7', altKey: true }, false, true],
    // An AZERTY keyboard has the digits behind Shift.
    ['è', { code: 'Digit7', altKey: true }, false, true],
    // Alt 0233 types é on Windows.
    ['7', { code: 'Numpad7', altKey: true }, false, false],
    ['Home', { code: 'Numpad7', altKey: true }, false, false],
    // AltGr is Ctrl with Alt on Windows.
    ['{', { code: 'Digit7', altKey: true, ctrlKey: true }, false, false],
    // What a German and a French Mac type with Option.
    ['|', { code: 'Digit7', altKey: true }, true, false],
    ['{', { code: 'Digit8', altKey: true }, true, false],
    ['7', { code: 'Digit7', ctrlKey: true }, true, true],
  ])('of a digit: %s of %o on a Mac: %o, matches: %o', (key, change, mac, isMatch) => {
    expect(matchesKeys(pressed(key, change), digitKeys(7, mac), mac)).toBe(isMatch);
  });

  it('are told to screen readers by their names', () => {
    expect(spokenKeys(digitKeys(1, false), false)).toBe('Alt+1');
    expect(spokenKeys(digitKeys(1, true), true)).toBe('Control+1');
    expect(spokenKeys('Mod+K', true)).toBe('Meta+K');
  });
});

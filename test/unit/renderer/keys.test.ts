import { describe, expect, it } from 'vitest';
import { formatKeys, matchesKeys } from '../../../renderer/ui/keys.ts';

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
  });
});

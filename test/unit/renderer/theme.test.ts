import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createThemeStore } from '../../../renderer/state/window/theme.ts';
import { createFakeStorage } from '../../support/fakeEngine.ts';

const sheet = readFileSync(new URL('../../../renderer/ui/theme.css', import.meta.url), 'utf8');
const themes = ['light', 'dark', 'contrast', 'contrast-light'] as const;
type Theme = (typeof themes)[number];

/** The properties that a theme sets, with what they refer to put in. */
function propertiesOf(theme: Theme): Map<string, string> {
  const block = new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(sheet)?.[1] ?? '';
  const all = new Map(
    [...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
  return new Map(
    [...all].map(([name, value]) => [name, all.get(/^var\((.*)\)$/.exec(value)?.[1] ?? '') ?? value]),
  );
}

/** WCAG 2.2: relative luminance of an sRGB colour, and the contrast of two. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(left: string, right: string): number {
  const [dark = 0, bright = 0] = [luminance(left), luminance(right)].toSorted((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

const texts = [
  '--text-1',
  '--text-2',
  '--text-3',
  '--dir-in',
  '--dir-out',
  '--danger',
  '--warning',
  '--live',
  '--accent',
];
const grounds = ['--surface-0', '--surface-1', '--surface-popover'];
/** What rows, bars and fields have behind them. */
const markGrounds = [...grounds, '--surface-2', '--surface-3', '--selection', '--selection-quiet'];
const textPairs: [string, string][] = [
  ...texts.flatMap((text) => grounds.map((ground): [string, string] => [text, ground])),
  ...['--text-1', '--text-2', '--text-3'].flatMap((text): [string, string][] => [
    [text, '--surface-2'],
    [text, '--surface-3'],
    [text, '--selection'],
    [text, '--selection-quiet'],
  ]),
  ...['--dir-in', '--dir-out', '--danger', '--warning', '--live', '--accent', '--match'].flatMap(
    (text): [string, string][] => [
      [text, '--surface-2'],
      [text, '--selection'],
      [text, '--selection-quiet'],
    ],
  ),
  // References are marked in fields, and what they stand for in the preview; both may be selected.
  ...['--text-1', '--text-2', '--variable'].map((text): [string, string] => [text, '--variable-surface']),
  ...['--text-1', '--text-2', '--secret'].map((text): [string, string] => [text, '--secret-surface']),
  ...['--text-1', '--text-2', '--text-3'].map((text): [string, string] => [text, '--match-surface']),
  ['--variable', '--surface-popover'],
  ['--secret', '--surface-popover'],
  ['--text-2', '--danger-surface'],
  ['--text-3', '--danger-surface'],
  ['--text-1', '--warning-surface'],
  ['--text-3', '--warning-surface'],
  ['--danger', '--danger-surface'],
  ['--text-1', '--danger-surface'],
  ['--warning', '--warning-surface'],
  ['--text-2', '--warning-surface'],
  ['--accent-text', '--accent'],
  ['--accent-text', '--accent-hover'],
];

describe.each(themes)('the %s theme', (theme) => {
  const colours = propertiesOf(theme);
  const ratio = (left: string, right: string): number =>
    contrast(colours.get(left) ?? '', colours.get(right) ?? '');

  it('has every text at 4.5:1 or more on every ground that it stands on', () => {
    const tooFaint = textPairs
      .map(([text, ground]) => `${text} on ${ground}: ${ratio(text, ground).toFixed(2)}`)
      .filter((line) => !(Number(line.split(': ')[1]) >= 4.5));
    expect(tooFaint).toEqual([]);
  });

  it('has the colours of environments at 3:1 or more on every ground that they stand on', () => {
    const marks = [...colours.keys()].filter((name) => name.startsWith('--environment-'));
    expect(marks).toHaveLength(7);
    const tooFaint = marks.filter((mark) => markGrounds.some((ground) => ratio(mark, ground) < 3));
    expect(tooFaint).toEqual([]);
  });

  it('has the borders of fields and buttons, and the marks of state, at 3:1 or more', () => {
    const marks = ['--line-strong', '--live', '--danger', '--warning', '--accent', '--dir-in', '--dir-out'];
    const tooFaint = [...marks, '--match'].flatMap((mark) =>
      markGrounds.filter((ground) => ratio(mark, ground) < 3).map((ground) => `${mark} on ${ground}`),
    );
    expect(tooFaint).toEqual([]);
  });

  it('sets the same properties as the others', () => {
    expect([...colours.keys()]).toEqual([...propertiesOf('light').keys()]);
  });
});

describe('the choice of a theme', () => {
  it('follows the system until one is chosen, and is remembered', () => {
    const storage = createFakeStorage();
    const theme = createThemeStore(storage, { dark: true, contrast: false });
    expect(theme.store.getState().theme).toBe('dark');
    theme.preferenceChanged({ dark: false, contrast: false });
    expect(theme.store.getState().theme).toBe('light');
    theme.choose('contrast');
    expect(createThemeStore(storage, { dark: true, contrast: false }).store.getState()).toEqual({
      choice: 'contrast',
      theme: 'contrast',
    });
  });

  it('shows high contrast, dark or light, to those whose system asks for it', () => {
    const theme = createThemeStore(createFakeStorage(), { dark: true, contrast: true });
    expect(theme.store.getState().theme).toBe('contrast');
    theme.preferenceChanged({ dark: false, contrast: true });
    expect(theme.store.getState().theme).toBe('contrast-light');
  });

  it('takes no notice of what another version of the page kept', () => {
    const storage = createFakeStorage();
    storage.setItem('wirebench.theme', '"solarized"');
    expect(createThemeStore(storage, { dark: false, contrast: false }).store.getState().choice).toBe(
      'system',
    );
  });
});

describe('what moves', () => {
  it('takes the time that is none for those who want no motion', () => {
    const root = new URL('../../../renderer/', import.meta.url);
    const moving = globSync('**/*.css', { cwd: root }).flatMap((file) => {
      const text = readFileSync(new URL(file, root), 'utf8');
      return Array.from(
        text.matchAll(/(?:transition|animation)[\w-]*:[^;]+;/g),
        ([rule]) => `${file}: ${rule}`,
      );
    });
    expect(moving.length).toBeGreaterThan(0);
    // What takes no time is a change after a while, and no motion.
    expect(moving.filter((rule) => !/var\(--motion\)|: none| 0s/.test(rule))).toEqual([]);
  });
});

/** The roles of theme.css that an editor shows, by Monaco's names. */
const roles: Readonly<Record<string, string>> = {
  'editor.background': '--surface-0',
  'editor.foreground': '--text-1',
  'editorCursor.foreground': '--accent',
  'editor.selectionBackground': '--selection',
  'editor.inactiveSelectionBackground': '--selection-quiet',
  'editor.findMatchBackground': '--selection',
  'editor.findMatchHighlightBackground': '--selection-quiet',
  'editor.findMatchBorder': '--accent',
  'editorWidget.background': '--surface-popover',
  'editorWidget.foreground': '--text-1',
  'editorWidget.border': '--line',
  'input.background': '--surface-0',
  'input.foreground': '--text-1',
  'input.border': '--neutral-5',
  'input.placeholderForeground': '--text-3',
  'inputOption.activeBackground': '--selection',
  'inputOption.activeForeground': '--text-1',
  'inputOption.activeBorder': '--accent',
  focusBorder: '--accent',
  'icon.foreground': '--text-2',
  'scrollbarSlider.background': '--neutral-4',
  'scrollbarSlider.hoverBackground': '--neutral-5',
  'scrollbarSlider.activeBackground': '--neutral-6',
  errorForeground: '--danger',
};

/** The same for tokens: a name, a value and the marks between them look as in the inspector's JSON. */
const tokenRoles: Readonly<Record<string, string>> = {
  '': '--text-1',
  name: '--accent',
  value: '--text-2',
  mark: '--text-3',
};

const hexColour = /^#(?:[0-9a-f]{6}|[0-9a-f]{8})$/i;

interface MonacoTheme {
  readonly base: 'vs' | 'vs-dark' | 'hc-black' | 'hc-light';
  readonly inherit: boolean;
  readonly rules: { token: string; foreground?: string }[];
  readonly colors: Record<string, string>;
}

/** Monaco's own theme that each of ours stands on. */
const bases: Readonly<Record<string, MonacoTheme['base']>> = {
  dark: 'vs-dark',
  contrast: 'hc-black',
  'contrast-light': 'hc-light',
};

/** Makes a theme from the current custom properties. Missing ones, and those that are not hex colours, are left to Monaco. */
export function monacoTheme(theme: string | undefined, property: (name: string) => string): MonacoTheme {
  // Monaco would paint the whole line of a match.
  const colors: Record<string, string> = { 'editor.rangeHighlightBackground': '#00000000' };
  for (const [name, role] of Object.entries(roles)) {
    const colour = property(role).trim();
    if (hexColour.test(colour)) colors[name] = colour;
  }
  const rules = Object.entries(tokenRoles).flatMap(([token, role]) => {
    const colour = property(role).trim();
    return hexColour.test(colour) ? [{ token, foreground: colour.slice(1) }] : [];
  });
  return {
    base: bases[theme ?? 'light'] ?? 'vs',
    inherit: true,
    rules,
    colors,
  };
}

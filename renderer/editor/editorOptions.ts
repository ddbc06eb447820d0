import type { editor } from 'monaco-editor/editor.js';

export const themeName = 'wirebench';

/** The font of an editor: that of its container. */
export function fontsOf(
  container: HTMLElement,
): Pick<editor.IStandaloneEditorConstructionOptions, 'fontFamily' | 'fontSize' | 'lineHeight'> {
  const { fontFamily, fontSize, lineHeight } = getComputedStyle(container);
  return { fontFamily, fontSize: Number.parseFloat(fontSize), lineHeight: Number.parseFloat(lineHeight) };
}

/** How the editor of messages looks and behaves; its fonts are those of the container. */
export function optionsFor(container: HTMLElement): editor.IStandaloneEditorConstructionOptions {
  return {
    ...fontsOf(container),
    theme: themeName,
    autoDetectHighContrast: false,
    // Chromium's own EditContext has no form field: assistive technology, input methods and tests know a textarea better.
    editContext: false,
    // Tab leaves the editor, as it leaves every other field; typing `\t` or pasting still writes a tab.
    tabFocusMode: true,
    automaticLayout: true,
    fontLigatures: false,
    padding: { top: 7, bottom: 7 },
    wordWrap: 'on',
    lineNumbers: 'off',
    lineDecorationsWidth: 12,
    glyphMargin: false,
    folding: false,
    minimap: { enabled: false },
    overviewRulerLanes: 0,
    hideCursorInOverviewRuler: true,
    overviewRulerBorder: false,
    scrollBeyondLastLine: false,
    scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
    renderLineHighlight: 'none',
    renderWhitespace: 'none',
    renderControlCharacters: true,
    guides: { indentation: false },
    matchBrackets: 'never',
    autoClosingBrackets: 'never',
    autoClosingQuotes: 'never',
    autoSurround: 'never',
    autoIndent: 'none',
    detectIndentation: false,
    insertSpaces: false,
    occurrencesHighlight: 'off',
    selectionHighlight: false,
    contextmenu: false,
    links: false,
    dragAndDrop: false,
    fixedOverflowWidgets: true,
    cursorBlinking: 'blink',
    unusualLineTerminators: 'off',
    emptySelectionClipboard: false,
    find: { addExtraSpaceOnTop: false, seedSearchStringFromSelection: 'never' },
  };
}

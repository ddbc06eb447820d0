/*
 * The one file that imports Monaco. It is loaded when an editor is first shown, and never before.
 *
 * Monaco under `style-src 'self'; require-trusted-types-for 'script'`, found by running 0.57 in Chromium:
 * - It appends two style elements to the head while the first editor is made (theme colours; menus). They become adopted style sheets:
 *   adoptedStyles.ts.
 * - It inserts lines, selections and decorations as HTML with style attributes. They are renamed on their way in and set through the CSSOM:
 *   inlineStyles.ts.
 * - That HTML, and the worker's address, pass through Trusted Types policies; all of them are our own one, `wirebench-editor`:
 *   monacoEnvironment.ts. No other policy is created, so `trusted-types` names just this one.
 * - Its fonts and its worker are files of the app. It evaluates no code. So the page's policy is not relaxed for it.
 */
import './monacoEnvironment.ts';
import { editor, KeyCode, KeyMod, languages, Range } from 'monaco-editor/editor.js';
import 'monaco-editor/features/clipboard/register.js';
import 'monaco-editor/features/codicon/register.js';
import 'monaco-editor/features/find/register.js';
import { Owner, toDisposable, type Disposable } from '../../shared/base/lifecycle.ts';
import { adoptingStyleElements } from './adoptedStyles.ts';
import { hiddenCharacters } from './hiddenCharacters.ts';
import { applyHeldStyles } from './inlineStyles.ts';
import { monacoTheme } from './monacoTheme.ts';

/** A stretch of text, as offsets in UTF-16 code units; `to` is exclusive. */
export interface TextPlace {
  readonly from: number;
  readonly to: number;
}

export interface TextEditor extends Disposable {
  /** Replaces the text if it differs; in JSON, Undo brings the old one back. Does not call `onText`. */
  setText(text: string, language: TextLanguage): void;
  mark(place: TextPlace | null): void;
  describeBy(id: string, invalid: boolean): void;
  focus(): void;
}

export type TextLanguage = 'plaintext' | 'json';

interface TextEditorOptions {
  readonly container: HTMLElement;
  /** The accessible name. */
  readonly label: string;
  readonly text: string;
  readonly language: TextLanguage;
  readonly selection: TextPlace;
  readonly onText: (text: string) => void;
}

export function createTextEditor({
  container,
  label,
  text,
  language,
  selection,
  onText,
}: TextEditorOptions): TextEditor {
  const owner = new Owner();
  owner.add(applyHeldStyles(container));
  followTheme(owner);
  const model = owner.add(editor.createModel(text, language));
  model.setEOL(editor.EndOfLineSequence.LF);
  const instance = owner.add(
    adoptingStyleElements(() =>
      editor.create(container, { ...optionsFor(container), model, ariaLabel: label }),
    ),
  );
  remeasureWithFonts();
  showHiddenCharacters(owner, instance, model);
  owner.add(leaveKeysToWindow());
  const marks = instance.createDecorationsCollection();
  instance.setSelection(rangeOf(model, selection));
  let replacing = false;
  owner.add(
    model.onDidChangeContent(() => {
      if (!replacing) onText(model.getValue());
    }),
  );
  return {
    setText(next, nextLanguage) {
      const isSameLanguage = nextLanguage === model.getLanguageId();
      if (!isSameLanguage) editor.setModelLanguage(model, nextLanguage);
      if (next === model.getValue()) return;
      replacing = true;
      if (isSameLanguage && nextLanguage === 'json') replaceText(model, next);
      else model.setValue(next);
      model.setEOL(editor.EndOfLineSequence.LF);
      replacing = false;
    },
    mark(place) {
      marks.set(place ? [{ range: rangeOf(model, place), options: markOptions }] : []);
    },
    describeBy(id, invalid) {
      const input = container.querySelector('textarea');
      input?.setAttribute('aria-describedby', id);
      input?.setAttribute('aria-invalid', String(invalid));
    },
    focus: () => instance.focus(),
    dispose: () => owner.dispose(),
  };
}

/** As an edit that Undo takes back. */
function replaceText(model: editor.ITextModel, text: string): void {
  model.pushStackElement();
  model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
  model.pushStackElement();
}

languages.register({ id: 'json' });
languages.setMonarchTokensProvider('json', {
  tokenizer: {
    root: [
      [/"(?:[^"\\]|\\.)*"(?=\s*:)/, 'name'],
      [/"(?:[^"\\]|\\.)*"?|-?\d[\d.eE+-]*|true|false|null/, 'value'],
      [/[[\]{},:]/, 'mark'],
    ],
  },
});

/** Keys that are commands of the window, but that Monaco would use for the switches of its search, or to scroll. */
const windowKeys = [KeyCode.KeyC, KeyCode.KeyP, KeyCode.KeyR, KeyCode.KeyW, KeyCode.PageDown, KeyCode.PageUp];

/** In the text they do nothing, so that the window gets them; within the search they keep their meaning. */
function leaveKeysToWindow(): Disposable {
  return editor.addKeybindingRules(
    windowKeys.map((key) => ({ keybinding: KeyMod.Alt | key, command: null, when: 'editorTextFocus' })),
  );
}

function showHiddenCharacters(
  owner: Owner,
  instance: editor.IStandaloneCodeEditor,
  model: editor.ITextModel,
): void {
  const signs = instance.createDecorationsCollection();
  const show = (): void => {
    const hidden = hiddenCharacters(model.getValue());
    signs.set(hidden.map((each) => signDecoration(rangeOf(model, each), each.sign)));
  };
  show();
  owner.add(model.onDidChangeContent(show));
}

function rangeOf(model: editor.ITextModel, { from, to }: TextPlace): Range {
  return Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to));
}

function signDecoration(range: Range, sign: string): editor.IModelDeltaDecoration {
  const before = { content: sign, inlineClassName: 'message-editor-sign' };
  return { range, options: { before, showIfCollapsed: true } };
}

const markOptions = { inlineClassName: 'message-editor-mark' };

const themeName = 'wirebench';

function followTheme(owner: Owner): void {
  const { documentElement } = document;
  const draw = (): void => {
    const style = getComputedStyle(documentElement);
    const property = (name: string): string => style.getPropertyValue(name);
    editor.defineTheme(themeName, monacoTheme(documentElement.dataset['theme'], property));
    editor.setTheme(themeName);
  };
  draw();
  const observer = new MutationObserver(draw);
  observer.observe(documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  owner.add(toDisposable(() => observer.disconnect()));
}

/** Widths measured with another font would misplace the cursor. */
function remeasureWithFonts(): void {
  void document.fonts.ready.then(() => editor.remeasureFonts());
}

function optionsFor(container: HTMLElement): editor.IStandaloneEditorConstructionOptions {
  const style = getComputedStyle(container);
  return {
    theme: themeName,
    autoDetectHighContrast: false,
    // Chromium's own EditContext has no form field: assistive technology, input methods and tests know a textarea better.
    editContext: false,
    // Tab leaves the editor, as it leaves every other field; typing `\t` or pasting still writes a tab.
    tabFocusMode: true,
    automaticLayout: true,
    fontFamily: style.fontFamily,
    fontSize: Number.parseFloat(style.fontSize),
    lineHeight: Number.parseFloat(style.lineHeight),
    fontLigatures: false,
    padding: { top: 8, bottom: 8 },
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

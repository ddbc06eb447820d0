/*
 * All of Monaco is imported from here. It is loaded when an editor is first shown, and never before.
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
import { editor, languages, Range } from 'monaco-editor/editor.js';
import 'monaco-editor/features/clipboard/register.js';
import 'monaco-editor/features/codicon/register.js';
import 'monaco-editor/features/find/register.js';
import type { CompletionItem } from '../../shared/base/completion.ts';
import { Owner, type Disposable } from '../../shared/base/lifecycle.ts';
import type { TemplateMark } from '../../shared/template/templateMarks.ts';
import type { AnchorBox } from '../ui/AnchoredPopup.tsx';
import { adoptingStyleElements } from './adoptedStyles.ts';
import {
  followPastes,
  followPointerAndKeys,
  leaveKeysToWindow,
  tellHeight,
  type EditorEvents,
} from './editorEvents.ts';
import { optionsFor } from './editorOptions.ts';
import { followFonts, followTheme } from './followAppearance.ts';
import { hiddenCharacters } from './hiddenCharacters.ts';
import { applyHeldStyles } from './inlineStyles.ts';

/** A stretch of text, as offsets in UTF-16 code units; `to` is exclusive. */
export interface TextPlace {
  readonly from: number;
  readonly to: number;
}

/** A list that is shown beside the text, and its active item, by their ids. */
interface ShownList {
  readonly id: string;
  readonly active: string | undefined;
}

export interface TextEditor extends Disposable {
  /** Replaces the text if it differs; in JSON, Undo brings the old one back. Does not call `onText`. */
  setText(text: string, language: TextLanguage): void;
  mark(place: TextPlace | null): void;
  /** Gives each reference the look of what it stands for. */
  colour(marks: readonly TemplateMark[]): void;
  /** Where a character is drawn, in the window; null while it is not. */
  boxOf(offset: number): AnchorBox | null;
  selectedText(): string;
  /** As if typed, so that it can be undone. */
  replaceSelected(text: string): void;
  selectAll(): void;
  /** Inserts as if typed, so that it can be undone. */
  insert(item: CompletionItem): void;
  /** Names the active item of a list that is shown beside the text; null for none. */
  describeList(list: ShownList | null): void;
  describeBy(id: string, invalid: boolean): void;
  focus(): void;
}

export type TextLanguage = 'plaintext' | 'json';

interface TextEditorOptions extends EditorEvents {
  readonly container: HTMLElement;
  /** The accessible name. */
  readonly label: string;
  readonly text: string;
  readonly language: TextLanguage;
  readonly selection: TextPlace;
  readonly onText: (text: string, caret: number) => void;
}

export function createTextEditor(options: TextEditorOptions): TextEditor {
  const { container, label, text, language, selection, onText } = options;
  const owner = new Owner();
  owner.add(applyHeldStyles(container));
  const { model, setText } = createTypedText(owner, text, language, onText);
  const instance = owner.add(
    adoptingStyleElements(() =>
      editor.create(container, { ...optionsFor(container), model, ariaLabel: label }),
    ),
  );
  remeasureWithFonts();
  owner.add(followFonts(container, instance));
  showHiddenCharacters(owner, instance, model);
  owner.add(leaveKeysToWindow());
  const marks = instance.createDecorationsCollection();
  instance.setSelection(rangeOf(model, selection));
  followPointerAndKeys(owner, instance, model, container, options);
  tellHeight(owner, instance, options.onHeight);
  const selected = selecting(instance, model);
  followPastes(owner, instance, container, options.onPaste, selected.replaceSelected);
  const colours = instance.createDecorationsCollection();
  return {
    setText,
    mark(place) {
      marks.set(place ? [{ range: rangeOf(model, place), options: markOptions }] : []);
    },
    colour(found) {
      colours.set(
        found.map((mark) => ({
          range: rangeOf(model, mark),
          options: { inlineClassName: `template-${mark.role}` },
        })),
      );
    },
    boxOf: (offset) => boxOf(instance, model, offset),
    ...selected,
    insert: (item) => insertAsTyped(instance, model, item),
    ...describing(container),
    focus: () => instance.focus(),
    dispose: () => owner.dispose(),
  };
}

/** The text of an editor. `onText` hears of what is typed, and not of what is set. */
function createTypedText(
  owner: Owner,
  text: string,
  language: TextLanguage,
  onText: TextEditorOptions['onText'],
): { readonly model: editor.ITextModel; readonly setText: TextEditor['setText'] } {
  const model = owner.add(editor.createModel(text, language));
  model.setEOL(editor.EndOfLineSequence.LF);
  let replacing = false;
  owner.add(
    model.onDidChangeContent(({ changes }) => {
      if (!replacing) onText(model.getValue(), caretAfter(changes));
    }),
  );
  return {
    model,
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
  };
}

/** What assistive technology is told of the text: what describes it, and the list beside it. */
function describing(container: HTMLElement): Pick<TextEditor, 'describeBy' | 'describeList'> {
  const input = (): HTMLTextAreaElement | null => container.querySelector('textarea');
  return {
    describeList(list) {
      for (const [name, value] of Object.entries({
        'aria-controls': list?.id,
        'aria-activedescendant': list?.active,
      })) {
        if (value === undefined) input()?.removeAttribute(name);
        else input()?.setAttribute(name, value);
      }
    },
    describeBy(id, invalid) {
      input()?.setAttribute('aria-describedby', id);
      input()?.setAttribute('aria-invalid', String(invalid));
    },
  };
}

function insertAsTyped(
  instance: editor.IStandaloneCodeEditor,
  model: editor.ITextModel,
  item: CompletionItem,
): void {
  const range = rangeOf(model, item);
  instance.focus();
  instance.pushUndoStop();
  instance.executeEdits('completion', [{ range, text: item.insert, forceMoveMarkers: true }]);
  instance.setPosition(model.getPositionAt(item.from + item.caret));
  instance.pushUndoStop();
}

function selecting(
  instance: editor.IStandaloneCodeEditor,
  model: editor.ITextModel,
): Pick<TextEditor, 'selectedText' | 'replaceSelected' | 'selectAll'> {
  const selection = (): Range => instance.getSelection() ?? new Range(1, 1, 1, 1);
  return {
    selectedText: () => model.getValueInRange(selection()),
    replaceSelected(text) {
      instance.pushUndoStop();
      instance.executeEdits('menu', [{ range: selection(), text, forceMoveMarkers: true }]);
      instance.pushUndoStop();
    },
    selectAll: () => instance.setSelection(model.getFullModelRange()),
  };
}

/** The cursor moves behind what was typed only after the text is said to have changed. */
function caretAfter([change]: readonly editor.IModelContentChange[]): number {
  return change ? change.rangeOffset + change.text.length : 0;
}

function boxOf(
  instance: editor.IStandaloneCodeEditor,
  model: editor.ITextModel,
  offset: number,
): AnchorBox | null {
  const place = instance.getScrolledVisiblePosition(model.getPositionAt(offset));
  const outer = instance.getDomNode()?.getBoundingClientRect();
  if (!place || !outer) return null;
  const top = outer.top + place.top;
  return { left: outer.left + place.left, top, bottom: top + place.height };
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

// An open bracket in a message is no mistake. Models do not hear of the option of their editors.
for (const language of ['plaintext', 'json'] satisfies TextLanguage[])
  languages.setLanguageConfiguration(language, { brackets: [], colorizedBracketPairs: [] });

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

followTheme(editor);

/** Widths measured with another font would misplace the cursor. Those of all editors are measured again, so only where that is needed. */
function remeasureWithFonts(): void {
  if (document.fonts.status === 'loaded') return;
  void document.fonts.ready.then(() => editor.remeasureFonts());
}

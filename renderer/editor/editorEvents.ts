import { editor, KeyCode, KeyMod } from 'monaco-editor/editor.js';
import { toDisposable, type Disposable, type Owner } from '../../shared/base/lifecycle.ts';

/** What an editor tells of itself. */
export interface EditorEvents {
  /** The cursor is at this offset. */
  readonly onCaret: (caret: number) => void;
  /** The pointer is over this offset; null elsewhere. */
  readonly onHover: (offset: number | null) => void;
  readonly onBlur: () => void;
  /** The height of the text in pixels. */
  readonly onHeight: (pixels: number) => void;
  /** A key, before the editor sees it; true where it was taken. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  /** What is written in place of a text that is pasted; null for that text itself. */
  readonly onPaste: (text: string) => string | null;
}

/** `container` is the element that the editor is in. */
export function followPointerAndKeys(
  owner: Owner,
  instance: editor.IStandaloneCodeEditor,
  model: editor.ITextModel,
  container: HTMLElement,
  { onCaret, onHover, onBlur, onKey }: EditorEvents,
): void {
  owner.add(
    instance.onDidChangeCursorPosition(({ position }) => {
      if (instance.hasTextFocus()) onCaret(model.getOffsetAt(position));
    }),
  );
  owner.add(
    instance.onMouseMove(({ target }) => {
      const isText = target.type === editor.MouseTargetType.CONTENT_TEXT && target.position;
      onHover(isText ? model.getOffsetAt(target.position) : null);
    }),
  );
  owner.add(instance.onMouseLeave(() => onHover(null)));
  // As in any editor, a menu is of what is selected, or else of the place that was clicked.
  owner.add(
    instance.onContextMenu(({ target: { position } }) => {
      instance.focus();
      if (position && instance.getSelection()?.containsPosition(position) !== true)
        instance.setPosition(position);
    }),
  );
  owner.add(instance.onDidBlurEditorText(onBlur));
  const press = (event: KeyboardEvent): void => {
    // Its search is in the same container, and has keys of its own.
    if (!instance.hasTextFocus() || !onKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  container.addEventListener('keydown', press, { capture: true });
  owner.add(toDisposable(() => container.removeEventListener('keydown', press, { capture: true })));
}

/** Lets another text take the place of what is pasted, from the keyboard or the clipboard of the system. */
export function followPastes(
  owner: Owner,
  instance: editor.IStandaloneCodeEditor,
  container: HTMLElement,
  onPaste: EditorEvents['onPaste'],
  replaceSelected: (text: string) => void,
): void {
  const paste = (event: ClipboardEvent): void => {
    if (!instance.hasTextFocus()) return;
    const text = onPaste(event.clipboardData?.getData('text/plain') ?? '');
    if (text === null) return;
    event.preventDefault();
    event.stopPropagation();
    replaceSelected(text);
  };
  container.addEventListener('paste', paste, { capture: true });
  owner.add(toDisposable(() => container.removeEventListener('paste', paste, { capture: true })));
}

/** Now, and whenever it has changed. */
export function tellHeight(
  owner: Owner,
  instance: editor.IStandaloneCodeEditor,
  onHeight: EditorEvents['onHeight'],
): void {
  onHeight(instance.getContentHeight());
  owner.add(
    instance.onDidContentSizeChange(({ contentHeight, contentHeightChanged }) => {
      if (contentHeightChanged) onHeight(contentHeight);
    }),
  );
}

/** Keys that are commands of the window, but that Monaco would use for the switches of its search, to scroll, or to wait for a second key. */
const windowKeys = [
  ...[KeyCode.KeyC, KeyCode.KeyP, KeyCode.KeyR, KeyCode.KeyW, KeyCode.PageDown, KeyCode.PageUp].map(
    (key) => KeyMod.Alt | key,
  ),
  KeyMod.CtrlCmd | KeyCode.KeyK,
  KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyP,
  KeyMod.CtrlCmd | KeyCode.Comma,
  ...[KeyMod.CtrlCmd, KeyMod.WinCtrl].flatMap((key) => [
    key | KeyCode.KeyL,
    key | KeyCode.KeyM,
    key | KeyMod.Shift | KeyCode.KeyM,
  ]),
  KeyCode.F1,
  KeyCode.F8,
  KeyMod.Shift | KeyCode.F8,
];

/** In the text they do nothing, so that the window gets them; within the search they keep their meaning. */
export function leaveKeysToWindow(): Disposable {
  return editor.addKeybindingRules(
    windowKeys.map((keybinding) => ({ keybinding, command: null, when: 'editorTextFocus' })),
  );
}

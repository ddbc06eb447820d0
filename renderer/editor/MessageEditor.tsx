import { useEffect, useEffectEvent, useId, useRef, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { markAt } from '../../shared/template/templateMarks.ts';
import { suggestionId } from '../ui/SuggestionList.tsx';
import { TemplatePopup } from '../ui/template/TemplatePopup.tsx';
import { useTemplateAssist } from '../ui/template/useTemplateAssist.ts';
import type * as Monaco from './monaco.ts';
import '../ui/template/template.css';
import './messageEditor.css';

type MonacoModule = typeof Monaco;

interface MessageEditorProps {
  /** The accessible name. */
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Takes a key that completes nothing before the editor does, and says whether it has. */
  readonly onKey?: ((event: KeyboardEvent) => boolean) | undefined;
  /** The unreadable place, which gets marked. */
  readonly mark: Monaco.TextPlace | null;
  /** A description that screen readers announce after the name. */
  readonly description: string;
  readonly invalid: boolean;
  /** Whose parts are coloured. */
  readonly language: Monaco.TextLanguage;
}

/**
 * An editor for a message: Monaco, and a plain text field until it is loaded, or for good when that fails. Monaco takes over the typed
 * text, the selection and the focus.
 */
export function MessageEditor(props: MessageEditorProps): ReactNode {
  const { label, text, onText, onKey, mark, description, invalid, language } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const container = useRef<HTMLDivElement>(null);
  const [instance, setInstance] = useState<Monaco.TextEditor | null>(null);
  const descriptionId = useId();

  const assist = useTemplateAssist(text, (item) => instance?.insert(item));
  const listId = `${descriptionId}-list`;
  const active = assist.active >= 0 ? suggestionId(listId, assist.active) : undefined;
  const isListShown = assist.items.length > 0;

  const report = useEffectEvent((typed: string, caret: number) => {
    onText(typed);
    assist.typed(typed, caret);
  });
  const press = useEffectEvent((event: KeyboardEvent): boolean => {
    const { key, ctrlKey, altKey, metaKey, shiftKey, isComposing } = event;
    return assist.press({ key, ctrlKey, altKey, metaKey, shiftKey, isComposing }) || onKey?.(event) === true;
  });
  const moveCaret = useEffectEvent((caret: number) => assist.caretMoved(caret));
  const hover = useEffectEvent((offset: number | null) =>
    assist.hovered(offset === null ? null : markAt(assist.marks, offset)),
  );
  const leave = useEffectEvent(() => assist.left());
  const create = useEffectEvent((module: MonacoModule, element: HTMLElement): Monaco.TextEditor => {
    const plain = field.current;
    const selection = { from: plain?.selectionStart ?? 0, to: plain?.selectionEnd ?? 0 };
    return module.createTextEditor({
      container: element,
      label,
      text,
      language,
      selection,
      onText: (typed, caret) => report(typed, caret),
      onKey: (event) => press(event),
      onCaret: (caret) => moveCaret(caret),
      onHover: (offset) => hover(offset),
      onBlur: () => leave(),
    });
  });

  useEffect(() => {
    const unmounted = new AbortController();
    const made: { editor?: Monaco.TextEditor } = {};
    const replacePlainField = async (): Promise<void> => {
      const module = await loadMonaco(field.current, unmounted.signal);
      if (module === null || unmounted.signal.aborted || container.current === null) return;
      const hadFocus = field.current !== null && field.current === document.activeElement;
      const editor = create(module, container.current);
      made.editor = editor;
      // All in one turn, so that no key press is lost in between.
      flushSync(() => setInstance(editor));
      if (hadFocus) editor.focus();
    };
    void replacePlainField();
    return () => {
      unmounted.abort();
      made.editor?.dispose();
      setInstance(null);
    };
  }, []);
  useEffect(() => instance?.setText(text, language), [instance, text, language]);
  useEffect(() => instance?.mark(mark), [instance, mark]);
  useEffect(() => instance?.colour(assist.marks), [instance, assist.marks]);
  useEffect(
    () => instance?.describeList(isListShown ? { id: listId, active } : null),
    [instance, isListShown, listId, active],
  );
  useEffect(() => instance?.describeBy(descriptionId, invalid), [instance, descriptionId, invalid]);

  return (
    <div className="message-editor mono">
      <div ref={container} className="message-editor-monaco" />
      {instance === null && (
        <textarea
          ref={field}
          className="message-editor-plain"
          aria-label={label}
          aria-describedby={descriptionId}
          aria-invalid={invalid}
          spellCheck={false}
          value={text}
          onChange={(event) => onText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (onKey?.(event.nativeEvent) === true) event.preventDefault();
          }}
        />
      )}
      <TemplatePopup assist={assist} listId={listId} boxOf={(from) => instance?.boxOf(from) ?? null} />
      <span id={descriptionId} className="spoken">
        {description}
      </span>
    </div>
  );
}

/**
 * Loads Monaco, and waits until an input method has finished the word being composed in the plain field. Null when it cannot be loaded:
 * then the plain field stays. It can do everything but mark the place of a problem.
 */
async function loadMonaco(
  field: HTMLTextAreaElement | null,
  signal: AbortSignal,
): Promise<MonacoModule | null> {
  const composition = followComposition(field, signal);
  try {
    const loaded = await import('./monaco.ts');
    await composition.finished();
    return loaded;
  } catch {
    return null;
  }
}

function followComposition(
  field: HTMLTextAreaElement | null,
  signal: AbortSignal,
): { finished(): Promise<void> } {
  let composing: PromiseWithResolvers<void> | undefined;
  const begin = (): void => void (composing = Promise.withResolvers());
  const end = (): void => composing?.resolve();
  field?.addEventListener('compositionstart', begin, { signal });
  field?.addEventListener('compositionend', end, { signal });
  return { finished: async () => composing?.promise };
}

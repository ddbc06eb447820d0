import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { LaterCode } from '../state/base/laterCode.ts';
import type * as Monaco from './monaco.ts';

const monacoCode = new LaterCode(() => import('./monaco.ts'));

type MonacoModule = typeof Monaco;
type EditorOptions = Parameters<MonacoModule['createTextEditor']>[0];

/** What an editor begins with, and whom it tells. Each is read when it is needed. */
type EditorSetup = Omit<EditorOptions, 'container' | 'selection'>;

interface MonacoEditor {
  /** Null until Monaco is loaded, or for good when that fails. */
  readonly instance: Monaco.TextEditor | null;
  /** Takes the text until then. */
  readonly plain: RefObject<HTMLTextAreaElement | null>;
  readonly container: RefObject<HTMLDivElement | null>;
}

/** Puts Monaco into the place of a plain text field as soon as it is loaded; it takes over the typed text, the selection and the focus. */
export function useMonacoEditor(setup: EditorSetup): MonacoEditor {
  const plain = useRef<HTMLTextAreaElement>(null);
  const container = useRef<HTMLDivElement>(null);
  const [instance, setInstance] = useState<Monaco.TextEditor | null>(null);
  const onText = useEffectEvent(setup.onText);
  const onKey = useEffectEvent(setup.onKey);
  const onCaret = useEffectEvent(setup.onCaret);
  const onHover = useEffectEvent(setup.onHover);
  const onBlur = useEffectEvent(setup.onBlur);
  const onHeight = useEffectEvent(setup.onHeight);
  const onPaste = useEffectEvent(setup.onPaste);
  const create = useEffectEvent((module: MonacoModule, element: HTMLElement): Monaco.TextEditor => {
    const field = plain.current;
    return module.createTextEditor({
      ...setup,
      container: element,
      selection: { from: field?.selectionStart ?? 0, to: field?.selectionEnd ?? 0 },
      onText: (text, caret) => onText(text, caret),
      onKey: (event) => onKey(event),
      onCaret: (caret) => onCaret(caret),
      onHover: (offset) => onHover(offset),
      onBlur: () => onBlur(),
      onHeight: (pixels) => onHeight(pixels),
      onPaste: (pasted) => onPaste(pasted),
    });
  });
  useEffect(() => {
    const unmounted = new AbortController();
    const made: { editor?: Monaco.TextEditor } = {};
    const replacePlainField = async (): Promise<void> => {
      const module = await loadMonaco(plain.current, unmounted.signal);
      if (module === null || unmounted.signal.aborted || container.current === null) return;
      const hadFocus = plain.current !== null && plain.current === document.activeElement;
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
  return { instance, plain, container };
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
    const loaded = await monacoCode.get();
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

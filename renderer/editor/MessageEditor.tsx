import { useEffect, useEffectEvent, useId, useRef, useState, type ReactNode } from 'react';
import type * as Monaco from './monaco.ts';
import './messageEditor.css';

type MonacoModule = typeof Monaco;

export interface MessageEditorProps {
  /** The accessible name. */
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** What cannot be read; it is marked. */
  readonly mark: Monaco.TextPlace | null;
  /** What a screen reader says after the name. */
  readonly description: string;
  readonly invalid: boolean;
}

/**
 * An editor for a message: Monaco, and a plain text field until it is loaded, or for good when it cannot be. What was typed, the
 * selection and the focus go over to Monaco.
 */
export function MessageEditor(props: MessageEditorProps): ReactNode {
  const { label, text, onText, mark, description, invalid } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const container = useRef<HTMLDivElement>(null);
  const successor = useRef<Monaco.TextEditor | null>(null);
  const [instance, setInstance] = useState<Monaco.TextEditor | null>(null);
  const descriptionId = useId();
  const monaco = useMonaco(field);

  const report = useEffectEvent(onText);
  const create = useEffectEvent((module: MonacoModule, element: HTMLElement): Monaco.TextEditor => {
    const plain = field.current;
    const selection = { from: plain?.selectionStart ?? 0, to: plain?.selectionEnd ?? 0 };
    const created = module.createTextEditor({
      container: element,
      label,
      text,
      selection,
      onText: (typed) => report(typed),
    });
    successor.current = created;
    if (plain !== null && plain === document.activeElement) created.focus();
    return created;
  });

  useEffect(() => {
    if (monaco === null || container.current === null) return undefined;
    const created = create(monaco, container.current);
    setInstance(created);
    return () => {
      successor.current = null;
      created.dispose();
      setInstance(null);
    };
  }, [monaco]);
  useEffect(() => instance?.setText(text), [instance, text]);
  useEffect(() => instance?.mark(mark), [instance, mark]);
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
          // In the moment before it goes, the field would take the focus with it.
          onFocus={() => successor.current?.focus()}
          value={text}
          onChange={(event) => onText(event.currentTarget.value)}
        />
      )}
      <span id={descriptionId} className="spoken">
        {description}
      </span>
    </div>
  );
}

/** Loads Monaco, and waits until an input method has finished the word that is being composed in the plain field. */
function useMonaco(field: { readonly current: HTMLTextAreaElement | null }): MonacoModule | null {
  const [monaco, setMonaco] = useState<MonacoModule | null>(null);
  useEffect(() => {
    const unmounted = new AbortController();
    const load = async (): Promise<void> => {
      const composition = followComposition(field.current, unmounted.signal);
      const loaded = await loadMonaco();
      await composition.finished();
      if (!unmounted.signal.aborted) setMonaco(loaded);
    };
    void load();
    return () => unmounted.abort();
  }, [field]);
  return monaco;
}

async function loadMonaco(): Promise<MonacoModule | null> {
  try {
    return await import('./monaco.ts');
  } catch {
    // The plain field stays. It can do everything but mark the place of a problem.
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

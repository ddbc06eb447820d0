import { useEffect, useId, useState, type ReactNode } from 'react';
import { markAt } from '../../shared/template/templateMarks.ts';
import { ContextMenu } from '../ui/ContextMenu.tsx';
import { suggestionId } from '../ui/SuggestionList.tsx';
import { TemplatePopup } from '../ui/template/TemplatePopup.tsx';
import { useTemplateAssist } from '../ui/template/useTemplateAssist.ts';
import { useEditorMenu } from './editorMenu.ts';
import type { TextEditor, TextLanguage, TextPlace } from './monaco.ts';
import { useMonacoEditor } from './useMonacoEditor.ts';
import '../ui/template/template.css';
import './messageEditor.css';

type TemplateAssist = ReturnType<typeof useTemplateAssist>;

interface MessageEditorProps {
  /** The accessible name. */
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Takes a key that completes nothing before the editor does, and says whether it has. */
  readonly onKey?: ((event: KeyboardEvent) => boolean) | undefined;
  /** What is written in place of a text that is pasted; null for that text itself. Pass the same function. */
  readonly onPaste: (text: string) => string | null;
  /** The unreadable place, which gets marked. */
  readonly mark: TextPlace | null;
  /** A description that screen readers announce after the name. */
  readonly description: string;
  /** Stands in the field while that is empty. The description has to say it, too. */
  readonly placeholder: string;
  readonly invalid: boolean;
  /** What its menu was asked to do failed, with a sentence. Pass the same function. */
  readonly onFailure: (failure: unknown) => void;
  /** Whose parts are coloured. */
  readonly language: TextLanguage;
}

/** An editor for a message: Monaco, and a plain text field until it is loaded, or for good when that fails. */
export function MessageEditor(props: MessageEditorProps): ReactNode {
  const { label, text, onText, onKey, onPaste, mark, description, placeholder, invalid, language } = props;
  const descriptionId = useId();
  const listId = `${descriptionId}-list`;
  const [height, setHeight] = useState(0);
  const { instance, plain, container } = useMonacoEditor({
    ...{ label, text, language },
    onText: (typed, caret) => {
      onText(typed);
      assist.typed(typed, caret);
    },
    onKey: (event) => {
      const { key, ctrlKey, altKey, metaKey, shiftKey, isComposing } = event;
      return (
        assist.press({ key, ctrlKey, altKey, metaKey, shiftKey, isComposing }) || onKey?.(event) === true
      );
    },
    onCaret: (caret) => assist.caretMoved(caret),
    onHover: (offset) => assist.hovered(offset === null ? null : markAt(assist.marks, offset)),
    onBlur: () => assist.left(),
    onHeight: setHeight,
    onPaste,
  });
  const assist = useTemplateAssist(text, (item) => instance?.insert(item));
  useEffect(() => instance?.setText(text, language), [instance, text, language]);
  useEffect(() => instance?.mark(mark), [instance, mark]);
  useEffect(() => instance?.describeBy(descriptionId, invalid), [instance, descriptionId, invalid]);
  useShownAssist(instance, assist, listId);

  const itemsAt = useEditorMenu(instance, onPaste, props.onFailure);
  return (
    <ContextMenu label="Message" itemsAt={itemsAt}>
      <div className="message-editor mono">
        <div className="message-editor-height" style={{ height }} data-natural />
        <div ref={container} className="message-editor-monaco" />
        {instance === null && (
          <textarea
            ref={plain}
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
        {text === '' && (
          <span className="message-editor-placeholder" aria-hidden>
            {placeholder}
          </span>
        )}
        <TemplatePopup assist={assist} listId={listId} boxOf={(from) => instance?.boxOf(from) ?? null} />
        <span id={descriptionId} className="spoken">
          {description}
        </span>
      </div>
    </ContextMenu>
  );
}

/** Shows in the editor what is known of the references in its text, and which completion is chosen. */
function useShownAssist(instance: TextEditor | null, assist: TemplateAssist, listId: string): void {
  const { marks } = assist;
  const active = assist.active >= 0 ? suggestionId(listId, assist.active) : undefined;
  const isListShown = assist.items.length > 0;
  useEffect(() => instance?.colour(marks), [instance, marks]);
  useEffect(
    () => instance?.describeList(isListShown ? { id: listId, active } : null),
    [instance, isListShown, listId, active],
  );
}

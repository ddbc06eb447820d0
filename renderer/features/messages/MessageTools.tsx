import { GitCompare, Save, StickyNote, TriangleAlert, Undo2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { quoted, visibleLine } from '../../../shared/bytes/visibleText.ts';
import { Button } from '../../ui/Button.tsx';
import { joinClasses } from '../../ui/joinClasses.ts';
import { Popover } from '../../ui/Popover.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import './messages.css';

interface MessageToolsProps {
  /** The named message in the composer; null for the one that has no name. */
  readonly message: { readonly name: string; readonly note: string } | null;
  readonly isChanged: boolean;
  /** The changes are of a message whose file is gone. */
  readonly isGone: boolean;
  /** What is written is lost when the page is reloaded. */
  readonly isUnkept: boolean;
  /** Its file was changed, too, since the changes began. */
  readonly isConflict: boolean;
  readonly onSave: () => Promise<void>;
  readonly onCompare: () => void;
  readonly onThrowAway: () => void;
}

/**
 * Which message is in the composer, and what can be done with its changes; nothing where there is nothing to say of it. In little width its
 * buttons are signs, and so is, in less, what is said of it, unless that is only that it is not saved, which the list shows, too.
 */
export function MessageTools(props: MessageToolsProps): ReactNode {
  const { message, isChanged, isGone, isUnkept, isConflict, onSave, onCompare, onThrowAway } = props;
  const [isSaving, setSaving] = useState(false);
  const save = async (): Promise<void> => {
    setSaving(true);
    await onSave();
    setSaving(false);
  };
  if (message === null && !isChanged && !isUnkept) return null;
  const saysMore = isUnkept || (isChanged && (isGone || isConflict));
  return (
    <div className={joinClasses('message-tools', saysMore && 'says-more')}>
      {message && (
        <strong dir="auto" title={visibleLine(message.name)}>
          <VisibleText text={message.name} />
        </strong>
      )}
      {message && message.note !== '' ? (
        <Popover
          title={`Note of ${quoted(message.name)}`}
          trigger={
            <button type="button" className="message-tools-note" title="Show the whole note">
              <StickyNote size={16} aria-hidden />
              <span>
                <VisibleText text={message.note} />
              </span>
            </button>
          }
        >
          {message.note.split('\n').map((line, index) => (
            // The lines have no other identity.
            // oxlint-disable-next-line react/no-array-index-key
            <p key={index} className="message-note-whole">
              <VisibleText text={line} />
            </p>
          ))}
        </Popover>
      ) : (
        <span className="composer-space" />
      )}
      {isUnkept && <State words="Too long to be kept over a reload" />}
      {isChanged && (
        <>
          <State words={stateOf(isGone, isConflict)} />
          <Button
            tone="quiet"
            data-command="composer.discard"
            aria-label="Discard changes"
            title="Discard changes"
            icon={<Undo2 size={16} aria-hidden />}
            onClick={onThrowAway}
          >
            <span>Discard</span>
          </Button>
          {!isGone &&
            (isConflict ? (
              <Button
                tone="quiet"
                data-command="composer.compare"
                aria-label="Compare…"
                title="Compare with the file"
                icon={<GitCompare size={16} aria-hidden />}
                onClick={onCompare}
              >
                <span>Compare…</span>
              </Button>
            ) : (
              <Button
                tone="quiet"
                aria-label="Save"
                title="Save changes"
                disabled={isSaving}
                icon={<Save size={16} aria-hidden />}
                onClick={() => void save()}
              >
                <span>Save</span>
              </Button>
            ))}
        </>
      )}
    </div>
  );
}

function State({ words }: { readonly words: string }): ReactNode {
  return (
    <span className="message-tools-state" title={words}>
      <TriangleAlert size={16} aria-hidden />
      <span className="message-tools-words">{words}</span>
    </span>
  );
}

function stateOf(isGone: boolean, isConflict: boolean): string {
  if (isGone) return 'Its file is gone: save this as a new message, or discard it';
  return isConflict ? 'Not saved: its file was changed, too' : 'Not saved';
}

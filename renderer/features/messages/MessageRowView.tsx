import { isolated, visibleLines, visibleSentence } from '../../../shared/bytes/visibleText.ts';
import { FilePen, SendHorizontal } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { formatKeys, spokenKeys } from '../../ui/keys.ts';
import { joinClasses } from '../../ui/joinClasses.ts';
import { RowMenuButton } from '../../ui/RowMenuButton.tsx';
import { Sentence } from '../../ui/Sentence.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import type { RowEdge } from '../../ui/useRowDrag.ts';
import type { ListRow, MessageRow, NamedRow } from './messageRows.ts';

interface MessageRowViewProps {
  readonly id: string;
  readonly row: ListRow;
  /** Its number in the list, which its listeners find in it. */
  readonly place: number;
  readonly top: number;
  /** How many rows can be chosen. */
  readonly count: number;
  /** It is in the composer. */
  readonly isShown: boolean;
  /** The composer has changes of it that are not saved. */
  readonly isChanged: boolean;
  readonly isFocused: boolean;
  readonly isMenuOpen: boolean;
  /** Where a message that is dragged would go. */
  readonly drop: RowEdge | null;
  /** Why it can never be sent over this connection; null when it can, and for what is no message. */
  readonly problem: string | null;
  /** Why nothing can be sent now; null when something can. */
  readonly disabledReason: string | null;
}

/** A row of the list of messages; its listeners are the list's. */
export const MessageRowView = memo(function MessageRowView(props: MessageRowViewProps): ReactNode {
  const { row, place, top, drop } = props;
  const shared = { 'data-place': place, 'data-drop': drop ?? undefined, style: { top } };
  if (row.kind === 'group')
    return (
      <div
        {...shared}
        role="presentation"
        className="list-row message-item message-group"
        title={visibleSentence(row.label)}
      >
        <Sentence text={row.label} />
      </div>
    );
  const { id, count, isShown, isFocused } = props;
  const facts = row.kind === 'unnamed' ? { 'aria-label': unnamed } : factsOf(row, props);
  return (
    <div
      {...shared}
      {...facts}
      id={id}
      role="treeitem"
      aria-level={1}
      aria-posinset={row.position}
      aria-setsize={count}
      aria-selected={isShown}
      draggable={row.kind === 'message'}
      className={joinClasses(
        'list-row message-item',
        row.kind === 'unnamed' && 'message-unnamed',
        isShown && 'is-shown',
        isFocused && 'is-focused',
      )}
    >
      {row.kind === 'unnamed' ? <Unnamed /> : <Content {...props} message={row.message} />}
    </div>
  );
});

const unnamed = 'Untitled';

function factsOf(
  { message, label }: NamedRow,
  { isChanged, problem }: Pick<MessageRowViewProps, 'isChanged' | 'problem'>,
): {
  readonly 'aria-label': string;
  readonly 'aria-description': string;
  readonly 'aria-keyshortcuts'?: string;
  readonly title: string;
} {
  const { name, note, keys } = message;
  return {
    'aria-label': isChanged ? `${isolated(name)}, with unsaved changes` : isolated(name),
    'aria-description': visibleSentence([label, isolated(note), problem].filter(Boolean).join('. ')),
    ...(keys !== null && { 'aria-keyshortcuts': spokenKeys(keys) }),
    title: [visibleLines(note), problem].filter(Boolean).join('\n'),
  };
}

function Unnamed(): ReactNode {
  return (
    <span className="message-row">
      <FilePen size={14} aria-hidden /> {unnamed}
    </span>
  );
}

function Content({
  message,
  isChanged,
  isMenuOpen,
  problem,
  disabledReason,
}: MessageRowViewProps & { readonly message: MessageRow }): ReactNode {
  const { name, keys } = message;
  const reason = problem ?? disabledReason;
  return (
    <>
      <span className="message-row">
        <span className="message-name" dir="auto">
          <VisibleText text={name} />
        </span>
        {isChanged && (
          <span aria-hidden className="message-changed">
            ●
          </span>
        )}
        {keys !== null && <kbd aria-hidden>{formatKeys(keys)}</kbd>}
      </span>
      <button
        type="button"
        className="icon-button message-send"
        tabIndex={-1}
        aria-label={`Send ${isolated(name)}`}
        title={visibleSentence(reason ?? `Send ${isolated(name)}`)}
        disabled={reason !== null}
        data-does="send"
      >
        <SendHorizontal size={14} aria-hidden />
      </button>
      <RowMenuButton name={name} isOpen={isMenuOpen} data-does="menu" />
    </>
  );
}

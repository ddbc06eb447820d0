import { History } from 'lucide-react';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { messageOf } from '../../../shared/base/errors.ts';
import { formatCounted } from '../../../shared/base/quantity.ts';
import type { SentHistoryState, SentRow } from '../../state/sessions/sentHistory.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { formatKeys, matchesKeys } from '../../ui/keys.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { idOfRow, keyOfRow, SentList } from './SentList.tsx';
import './sentHistory.css';

interface SentHistoryMenuProps {
  readonly history: SentHistoryState;
  readonly filter: string;
  readonly onFilter: (text: string) => void;
  /** Asks for older ones. */
  readonly onMore: () => void;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** A sentence: why nothing can be sent now. */
  readonly disabledReason: string | null;
  /** Each rejects with a sentence, which is shown here. */
  readonly onCompose: (row: SentRow) => Promise<void>;
  readonly onSendAgain: (row: SentRow) => Promise<void>;
  readonly onSave: (row: SentRow) => Promise<void>;
}

const sendKeys = 'Mod+Enter';
const saveKeys = 'Mod+S';
/** Rows that PageUp and PageDown go over. */
const pageRows = 8;

/** The button beside Send, and the list of what was sent over this connection. */
export function SentHistoryMenu(props: SentHistoryMenuProps): ReactNode {
  const { open, onOpenChange } = props;
  return (
    <Popover
      title="Sent over this connection"
      className="sent-history"
      open={open}
      onOpenChange={onOpenChange}
      trigger={<IconButton label="Sent messages" icon={<History size={16} />} />}
    >
      <SentHistory {...props} />
    </Popover>
  );
}

function SentHistory(props: SentHistoryMenuProps): ReactNode {
  const { history, filter, onFilter, onMore, disabledReason, onCompose, onSendAgain, onSave } = props;
  const { rows } = history;
  const [wanted, setWanted] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const listId = useId();
  // Before the list is that of what was typed, Enter would take something else.
  const isFound = history.filter === filter;
  // The list begins anew with every message that is sent: the active one stays the same, or is none.
  const active = !isFound || wanted === null ? 0 : rows.findIndex((each) => keyOfRow(each) === wanted);
  const row = isFound ? rows[active] : undefined;
  const act = async (work: (row: SentRow) => Promise<void>): Promise<void> => {
    setFailure(null);
    if (row) await work(row).catch((error: unknown) => setFailure(messageOf(error)));
  };
  const sendAgain = (): Promise<void> =>
    disabledReason === null ? act(onSendAgain) : Promise.resolve(setFailure(disabledReason));
  const choose = (index: number): void => {
    const chosen = rows[index];
    if (isFound && chosen) setWanted(keyOfRow(chosen));
  };
  const go = (to: number): void => {
    const last = rows.length - 1;
    choose(Math.max(0, Math.min(last, to)));
    if (to >= last) onMore();
  };
  const pressed = (event: KeyboardEvent): void => {
    const { key, nativeEvent } = event;
    if (nativeEvent.isComposing) return;
    if (matchesKeys(nativeEvent, sendKeys)) void (event.repeat || sendAgain());
    else if (matchesKeys(nativeEvent, saveKeys)) void act(onSave);
    else if (key === 'Enter') void act(onCompose);
    else if (key === 'ArrowDown') go(active + 1);
    else if (key === 'ArrowUp') go(active - 1);
    else if (key === 'PageDown') go(active + pageRows);
    else if (key === 'PageUp') go(active - pageRows);
    else return;
    event.preventDefault();
  };
  return (
    <div className="sent-content">
      <TextField
        label="Filter what was sent"
        labelHidden
        mono
        placeholder="filter…"
        role="combobox"
        aria-expanded
        aria-autocomplete="list"
        aria-controls={listId}
        aria-activedescendant={row ? idOfRow(listId, active) : undefined}
        value={filter}
        problem={history.problem}
        reserveLine
        onText={(text) => {
          setWanted(null);
          onFilter(text);
        }}
        onKeyDown={pressed}
      />
      {failure !== null && <Notice tone="danger" text={failure} />}
      {history.skipped.length > 0 && <Notice tone="warning" text={skippedText(history.skipped)} />}
      <SentList
        id={listId}
        rows={rows}
        active={row ? active : -1}
        onActive={choose}
        onOpen={() => void act(onCompose)}
        onEnd={onMore}
      />
      <output className="sent-state">{stateText(history, isFound)}</output>
      <div className="sent-actions">
        <Button disabled={!row} onClick={() => void act(onSave)}>
          Save as message… <kbd aria-hidden>{formatKeys(saveKeys)}</kbd>
        </Button>
        <Button disabled={!row} onClick={() => void act(onCompose)}>
          Open in the composer <kbd aria-hidden>{formatKeys('Enter')}</kbd>
        </Button>
        <Button
          tone="primary"
          disabled={!row || disabledReason !== null}
          title={disabledReason ?? undefined}
          onClick={() => void sendAgain()}
        >
          Send again <kbd aria-hidden>{formatKeys(sendKeys)}</kbd>
        </Button>
      </div>
    </div>
  );
}

function skippedText(skipped: readonly string[]): string {
  const [first = ''] = skipped;
  return skipped.length === 1
    ? `A recording was skipped. ${first}`
    : `${formatCounted(skipped.length, 'recording')} were skipped. ${first}`;
}

function stateText({ filter, rows, progress, problem }: SentHistoryState, isFound: boolean): string {
  if (!isFound) return 'Looking…';
  if (problem !== null) return '';
  if (progress === 'looking') return 'Looking…';
  if (rows.length > 0)
    return progress === 'whole' ? `${formatCounted(rows.length, 'message')}; a repetition counts as one` : '';
  return filter.trim() === ''
    ? 'Nothing was sent over this connection yet. What you send appears here, from its recordings.'
    : 'No message that was sent matches.';
}

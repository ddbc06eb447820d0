import { History } from 'lucide-react';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { formatCounted } from '../../../shared/base/quantity.ts';
import type { SentHistoryState, SentRow } from '../../state/sessions/sentHistory.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { formatKeys, matchesKeys } from '../../ui/keys.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useAttempt } from '../../ui/useAttempt.ts';
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
/** By how many rows a key moves. */
const rowsOfKey: ReadonlyMap<string, number> = new Map([
  ['ArrowDown', 1],
  ['ArrowUp', -1],
  ['PageDown', pageRows],
  ['PageUp', -pageRows],
]);

/** The button beside Send, and the list of what was sent over this connection. */
export function SentHistoryMenu(props: SentHistoryMenuProps): ReactNode {
  const { open, onOpenChange } = props;
  return (
    <Popover
      title="Sent over this connection"
      className="sent-history"
      open={open}
      onOpenChange={onOpenChange}
      trigger={<IconButton label="Sent messages" keys="ArrowUp" icon={<History size={16} />} />}
    >
      <SentHistory {...props} />
    </Popover>
  );
}

function SentHistory(props: SentHistoryMenuProps): ReactNode {
  const { history, filter, onFilter, onMore, disabledReason, onCompose, onSendAgain, onSave } = props;
  const { failure, attempt } = useAttempt();
  const chosen = useChosenRow(props);
  const { row, active } = chosen;
  const listId = useId();
  const act = (work: (row: SentRow) => Promise<void>) => (): void =>
    void attempt(async () => row && (await work(row)));
  const actions: RowActions = {
    save: act(onSave),
    compose: act(onCompose),
    sendAgain: () =>
      void attempt(async () => {
        if (disabledReason !== null) throw new WirebenchError('WRONG_STATE', disabledReason);
        if (row) await onSendAgain(row);
      }),
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
          chosen.forget();
          onFilter(text);
        }}
        onKeyDown={(event) => pressed(event, actions, chosen.go)}
      />
      {failure !== null && <Notice tone="danger" text={failure} />}
      {history.skipped.length > 0 && <Notice tone="warning" text={skippedText(history.skipped)} />}
      <SentList
        id={listId}
        rows={history.rows}
        active={row ? active : -1}
        onActive={chosen.choose}
        onOpen={actions.compose}
        onEnd={onMore}
      />
      <output className="sent-state">{stateText(history, chosen.isFound)}</output>
      <SentActions {...{ actions, disabledReason }} hasRow={row !== undefined} />
    </div>
  );
}

/** The row that the keys and the buttons act on. */
interface ChosenRow {
  /** Undefined while there is none. */
  readonly row: SentRow | undefined;
  /** Its place in the list, from 0. */
  readonly active: number;
  /** False until the list is that of what was typed. */
  readonly isFound: boolean;
  readonly choose: (place: number) => void;
  /** That many rows on, or back, up to the ends of the list. */
  readonly go: (by: number) => void;
  /** The first row is the chosen one again. */
  readonly forget: () => void;
}

function useChosenRow({ history, filter, onMore }: SentHistoryMenuProps): ChosenRow {
  const { rows } = history;
  const [wanted, setWanted] = useState<string | null>(null);
  // Before the list is that of what was typed, Enter would take something else.
  const isFound = history.filter === filter;
  // The list begins anew with every message that is sent: the active one stays the same, or is none.
  const active = !isFound || wanted === null ? 0 : rows.findIndex((each) => keyOfRow(each) === wanted);
  const choose = (place: number): void => {
    const chosen = rows[place];
    if (isFound && chosen) setWanted(keyOfRow(chosen));
  };
  return {
    row: isFound ? rows[active] : undefined,
    active,
    isFound,
    choose,
    go(by) {
      const to = active + by;
      const last = rows.length - 1;
      choose(Math.max(0, Math.min(last, to)));
      if (to >= last) onMore();
    },
    forget: () => setWanted(null),
  };
}

interface RowActions {
  readonly save: () => void;
  readonly compose: () => void;
  readonly sendAgain: () => void;
}

/** A key in the field. */
function pressed(event: KeyboardEvent, actions: RowActions, go: (by: number) => void): void {
  const { key, nativeEvent } = event;
  if (nativeEvent.isComposing) return;
  const by = rowsOfKey.get(key);
  if (matchesKeys(nativeEvent, sendKeys)) {
    if (!event.repeat) actions.sendAgain();
  } else if (matchesKeys(nativeEvent, saveKeys)) actions.save();
  else if (key === 'Enter') actions.compose();
  else if (by !== undefined) go(by);
  else return;
  event.preventDefault();
}

interface SentActionsProps {
  readonly actions: RowActions;
  readonly hasRow: boolean;
  readonly disabledReason: string | null;
}

function SentActions({ actions, hasRow, disabledReason }: SentActionsProps): ReactNode {
  return (
    <div className="sent-actions">
      <Button disabled={!hasRow} onClick={actions.save}>
        Save as message… <kbd aria-hidden>{formatKeys(saveKeys)}</kbd>
      </Button>
      <Button disabled={!hasRow} onClick={actions.compose}>
        Open in the composer <kbd aria-hidden>{formatKeys('Enter')}</kbd>
      </Button>
      <Button
        tone="primary"
        disabled={!hasRow || disabledReason !== null}
        title={disabledReason ?? undefined}
        onClick={actions.sendAgain}
      >
        Send again <kbd aria-hidden>{formatKeys(sendKeys)}</kbd>
      </Button>
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
    : 'No results.';
}

import { useId, useMemo, useRef, type ReactNode } from 'react';
import type { MessageId } from '../../../shared/model/ids.ts';
import type { LongListHandle } from '../../ui/longList/LongList.tsx';
import { idOfRow, RowTree } from '../../ui/longList/RowTree.tsx';
import { pointedRows, useRowPointer } from '../../ui/longList/useRowPointer.ts';
import { RowMenus } from '../../ui/RowMenus.tsx';
import { useHeightOfRows } from '../../ui/paneHeight.ts';
import { useRowDrag } from '../../ui/useRowDrag.ts';
import { menuOf, type MessageActions } from './messageActions.ts';
import { dropOn, keyOf, listRows, messageIn, type ListRow } from './messageRows.ts';
import { MessageRowView } from './MessageRowView.tsx';
import { useMessageKeys } from './useMessageKeys.ts';
import { useStops } from './useStops.ts';
import './messages.css';

interface MessageListProps extends MessageActions {
  /** The message in the composer; null for the one that has no name. */
  readonly shown: MessageId | null;
  /** The messages of which the composer has changes that are not saved. */
  readonly changed: ReadonlySet<string>;
}

/** 24 px: what a pointer needs. */
const rowHeightPixels = 24;
/** 4 rows: as many as there are beside a composer with one line, so that the list takes no height from the records. */
const rowsAskedFor = 4;
/** 8 rows, where the records keep theirs: of more, one is sooner found by its first letters than by looking. */
const rowsToSpare = 8;

/**
 * The named messages beside the composer, any number of them: a click opens, Enter sends, with Shift again and again, arrow keys and letters move, F2 edits, Alt with an
 * arrow key reorders.
 */
export function MessageList(props: MessageListProps): ReactNode {
  const { groups, shown, changed, problemOf, disabledReason, onMove } = props;
  const id = useId();
  const list = useRef<LongListHandle>(null);
  const rows = useMemo(() => listRows(groups), [groups]);
  const stops = useStops(rows, shown, list);
  useHeightOfRows({
    usual: Math.min(rows.length, rowsAskedFor),
    spare: Math.min(rows.length, rowsToSpare),
    pixels: rowHeightPixels,
  });
  const drag = useRowDrag({
    type: 'application/x-wirebench-message',
    idOf: (place) => messageIn(rows[place]),
    dropOn: (dragged, row, height) => dropOn(groups, rows, dragged, row, height),
    move: onMove,
  });
  const onKeyDown = useMessageKeys({ actions: props, rows, stops, list });
  const pointed = pointedRows(rows, keyOf, ({ kind }) => kind !== 'group');
  const focusOn = (row: ListRow): void => stops.focusOn(rows.indexOf(row));
  const { button, closeButton, listeners } = useRowPointer({
    ...{ ...pointed, list, focusOn },
    activate: (row, does) => {
      const message = messageIn(row);
      if (message !== null && does === 'send') props.onSend(message);
      else props.onOpen(message);
    },
  });
  const draw = (place: number, top: number): ReactNode => {
    const row = rows[place];
    const message = messageIn(row);
    return (
      row && (
        <MessageRowView
          {...{ id: idOfRow(id, place), row, place, top, disabledReason }}
          count={stops.count}
          problem={message === null ? null : problemOf(message)}
          isShown={message === shown}
          isChanged={message !== null && changed.has(message)}
          isFocused={place === stops.place}
          isMenuOpen={message !== null && message === messageIn(button?.row)}
          drop={drag.drop?.row === place ? drag.drop.edge : null}
        />
      )
    );
  };
  return (
    <div className="message-listeners">
      <RowMenus
        label="Actions for the message"
        keyRow={rows[stops.place]}
        keyElement={() => document.getElementById(idOfRow(id, stops.place))}
        rowAt={pointed.rowAt}
        itemsOf={(row) => (row.kind === 'message' ? menuOf(row, props) : [])}
        onOpen={focusOn}
        button={button}
        onButtonClose={closeButton}
      >
        <RowTree
          {...{ id, label: 'Messages', place: stops.place }}
          className="message-list"
          rowCount={rows.length}
          rowHeight={rowHeightPixels}
          handle={list}
          renderRow={draw}
          onKeyDown={onKeyDown}
          {...listeners}
          {...drag.listeners}
        />
      </RowMenus>
    </div>
  );
}

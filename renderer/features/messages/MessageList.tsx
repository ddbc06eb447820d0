import { useId, useMemo, useRef, type ReactNode } from 'react';
import type { MessageId } from '../../../shared/model/ids.ts';
import { LongList, type LongListHandle } from '../../ui/longList/LongList.tsx';
import { PopupMenu } from '../../ui/Menu.tsx';
import { useHeightOfRows } from '../../ui/paneHeight.ts';
import { useRowDrag } from '../../ui/useRowDrag.ts';
import { menuOf, type MessageActions } from './messageActions.ts';
import { dropOn, listRows, messageIn } from './messageRows.ts';
import { MessageRowView } from './MessageRowView.tsx';
import { useMessageKeys } from './useMessageKeys.ts';
import { useMessagePointer } from './useMessagePointer.ts';
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
  const pointer = useMessagePointer({ id, actions: props, rows, stops, list });
  const { menu, closeMenu } = pointer;
  const draw = (place: number, top: number): ReactNode => {
    const row = rows[place];
    const message = messageIn(row);
    return (
      row && (
        <MessageRowView
          {...{ id: `${id}-${place}`, row, place, top, disabledReason }}
          count={stops.count}
          problem={message === null ? null : problemOf(message)}
          isShown={message === shown}
          isChanged={message !== null && changed.has(message)}
          isFocused={place === stops.place}
          isMenuOpen={message !== null && message === menu?.row.message.id}
          drop={drag.drop?.row === place ? drag.drop.edge : null}
        />
      )
    );
  };
  return (
    <div className="message-listeners">
      <LongList
        role="tree"
        aria-label="Messages"
        current={{ row: stops.place, id: `${id}-${stops.place}` }}
        tabIndex={0}
        className="message-list"
        rowCount={rows.length}
        rowHeight={rowHeightPixels}
        handle={list}
        renderRow={draw}
        onKeyDown={onKeyDown}
        {...pointer.listeners}
        {...drag.listeners}
      />
      <PopupMenu
        label={`Actions for ${menu?.row.message.name ?? 'messages'}`}
        items={menu ? menuOf(menu.row, props) : []}
        anchor={menu?.anchor ?? null}
        onClose={closeMenu}
      />
    </div>
  );
}

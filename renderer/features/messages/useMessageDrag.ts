import { useState, type DragEvent } from 'react';
import type { MessageId } from '../../../shared/model/ids.ts';
import {
  dropOn,
  type ListRow,
  type MessageDrop,
  type MessagePlace,
  type MessageRows,
} from './messageRows.ts';

/** Marks what is dragged as a message of this list: other things that are dragged have no such data. */
const dragType = 'application/x-wirebench-message';

interface MessageDrag {
  /** Where what is dragged would go now. */
  readonly drop: MessageDrop | null;
  /** The listeners of the list. */
  readonly listeners: {
    readonly onDragStart: (event: DragEvent) => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
    readonly onDragEnd: () => void;
  };
}

/** Dragging messages to other places in their list. Nothing from elsewhere can be dropped. */
export function useMessageDrag(
  groups: readonly MessageRows[],
  rows: readonly ListRow[],
  move: (id: MessageId, place: MessagePlace) => void,
): MessageDrag {
  const [dragged, setDragged] = useState<MessageId | null>(null);
  const [drop, setDrop] = useState<MessageDrop | null>(null);
  const end = (): void => {
    setDragged(null);
    setDrop(null);
  };
  return {
    drop,
    listeners: {
      onDragStart(event) {
        const row = rows[placeAt(event.target)?.place ?? -1];
        if (row?.kind !== 'message') return;
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData(dragType, row.message.id);
        setDragged(row.message.id);
      },
      onDragOver(event) {
        if (dragged === null || !event.dataTransfer.types.includes(dragType)) return;
        const over = placeAt(event.target);
        const box = over?.element.getBoundingClientRect();
        const height = box ? (event.clientY - box.top) / box.height : 0;
        const next = dropOn(groups, rows, dragged, over?.place, height);
        if (next) event.preventDefault();
        if (next?.row !== drop?.row || next?.edge !== drop?.edge) setDrop(next);
      },
      onDragLeave({ currentTarget, relatedTarget }) {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setDrop(null);
      },
      onDrop(event) {
        event.preventDefault();
        if (drop && dragged !== null && event.dataTransfer.getData(dragType) === dragged)
          move(dragged, drop.place);
        end();
      },
      onDragEnd: end,
    },
  };
}

/** The row that an event belongs to. */
export function placeAt(target: EventTarget): { readonly place: number; readonly element: Element } | null {
  const element = target instanceof Element ? target.closest('[data-place]') : null;
  return element && { place: Number(element.getAttribute('data-place')), element };
}

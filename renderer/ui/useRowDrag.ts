import { useState, type DragEvent } from 'react';

export type RowEdge = 'before' | 'after' | 'into';

/** Where something that is dragged goes, and the row and the edge at which that is shown. */
export interface RowDrop<Place> {
  readonly place: Place;
  /** Its number in the list, from 0. */
  readonly row: number;
  readonly edge: RowEdge;
}

interface DraggedRows<Id extends string, Place> {
  /** A media type, which marks what is dragged as something of this list: other things that are dragged have no such data. */
  readonly type: string;
  /** What is dragged by a row; null where that is nothing. */
  readonly idOf: (row: number) => Id | null;
  /**
   * Where it goes when it is dropped on a row, at `height` of it from 0 (top) to 1; below all rows, `row` is undefined. Null where it would
   * stay. Of rows that stand beside each other, `height` is the way from left to right.
   */
  readonly dropOn: (dragged: Id, row: number | undefined, height: number) => RowDrop<Place> | null;
  /** True where the rows stand beside each other. */
  readonly isAcross?: boolean;
  readonly move: (dragged: Id, place: Place) => void;
}

interface RowDrag<Place> {
  /** Where what is dragged would go now. */
  readonly drop: RowDrop<Place> | null;
  /** The listeners of the list. */
  readonly listeners: {
    readonly onDragStart: (event: DragEvent) => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
    readonly onDragEnd: () => void;
  };
}

/** Dragging rows to other places in their list; each has its number as `data-place`. Nothing from elsewhere can be dropped. */
export function useRowDrag<Id extends string, Place>(rows: DraggedRows<Id, Place>): RowDrag<Place> {
  const { type } = rows;
  const [dragged, setDragged] = useState<Id | null>(null);
  const [drop, setDrop] = useState<RowDrop<Place> | null>(null);
  const end = (): void => {
    setDragged(null);
    setDrop(null);
  };
  /** Where it would go from where the pointer is now: what was drawn last may be older than that. */
  const dropAt = (event: DragEvent): RowDrop<Place> | null => {
    if (dragged === null) return null;
    const over = placeAt(event.target);
    const box = over?.element.getBoundingClientRect();
    return rows.dropOn(dragged, over?.place, box ? shareOf(event, box, rows.isAcross === true) : 0);
  };
  return {
    drop,
    listeners: {
      onDragStart(event) {
        const id = rows.idOf(placeAt(event.target)?.place ?? -1);
        if (id === null) return;
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData(type, id);
        setDragged(id);
      },
      onDragOver(event) {
        if (dragged === null || !event.dataTransfer.types.includes(type)) return;
        const next = dropAt(event);
        if (next) event.preventDefault();
        if (next?.row !== drop?.row || next?.edge !== drop?.edge) setDrop(next);
      },
      onDragLeave({ currentTarget, relatedTarget }) {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setDrop(null);
      },
      onDrop(event) {
        event.preventDefault();
        const next = dropAt(event);
        if (next && dragged !== null && event.dataTransfer.getData(type) === dragged)
          rows.move(dragged, next.place);
        end();
      },
      onDragEnd: end,
    },
  };
}

/** How far a pointer is in a box, from 0 to 1. */
function shareOf({ clientX, clientY }: DragEvent, box: DOMRect, isAcross: boolean): number {
  return isAcross ? (clientX - box.left) / box.width : (clientY - box.top) / box.height;
}

/** The row that an event belongs to. */
export function placeAt(target: EventTarget): { readonly place: number; readonly element: Element } | null {
  const element = target instanceof Element ? target.closest('[data-place]') : null;
  return element && { place: Number(element.getAttribute('data-place')), element };
}

import { useEffect, useEffectEvent, useState, type DragEvent } from 'react';
import type { FolderPath } from '../../../shared/model/connectionFolder.ts';
import type { ConnectionTree } from '../../../shared/model/connectionTree.ts';
import type { OpenFolders } from '../../state/window/openFolders.ts';
import { dropOn, type Drop, type TreeMove } from '../../state/workspace/treeMoves.ts';
import { folderOfKey, type TreeRow } from '../../state/workspace/treeRows.ts';
import { SpringFolders } from './springFolders.ts';

interface TreeDrag {
  /** Where what is dragged would go now. */
  readonly drop: Drop | null;
  readonly isDragging: boolean;
  /** The listeners of the tree. */
  readonly listeners: {
    readonly onDragStart: (event: DragEvent) => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
  };
}

/** Marks what is dragged as a row of this program: other things that are dragged have no such data. */
const rowType = 'application/x-wirebench-row';

/** Dragging rows of the tree to other places in it. A closed folder opens under the pointer. Nothing from elsewhere can be dropped. */
export function useTreeDrag(
  tree: ConnectionTree,
  rowOf: (target: EventTarget) => { readonly row: TreeRow; readonly element: Element } | null,
  move: (move: TreeMove) => void,
  openFolders: OpenFolders,
): TreeDrag {
  const [dragged, setDragged] = useState<TreeRow | null>(null);
  const [drop, setDrop] = useState<Drop | null>(null);
  const [spring] = useState(() => new SpringFolders(openFolders));
  useEffect(() => () => spring.end(null), [spring]);
  const aim = (next: Drop | null): void => {
    spring.move(next?.edge === 'into' && next.key !== null ? folderOfKey(next.key) : null);
    if (!isSameDrop(next, drop)) setDrop(next);
  };
  const end = (droppedInto: FolderPath | null): void => {
    spring.end(droppedInto);
    setDragged(null);
    setDrop(null);
  };
  useEnd(dragged !== null, () => end(null));
  /** Where it would go from where the pointer is now: what was drawn last may be older than that. */
  const dropAt = ({ target, clientY }: DragEvent): Drop | null => {
    const over = rowOf(target);
    const box = over?.element.getBoundingClientRect();
    return dragged && dropOn(tree, dragged, over?.row ?? null, box ? (clientY - box.top) / box.height : 0);
  };
  return {
    drop,
    isDragging: dragged !== null,
    listeners: {
      onDragStart(event) {
        const found = rowOf(event.target);
        if (!found) return;
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', found.row.name);
        event.dataTransfer.setData(rowType, found.row.key);
        setDragged(found.row);
      },
      onDragOver(event) {
        if (!dragged || !event.dataTransfer.types.includes(rowType)) return;
        const next = dropAt(event);
        if (next) event.preventDefault();
        aim(next);
      },
      onDragLeave({ currentTarget, relatedTarget }) {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) aim(null);
      },
      onDrop(event) {
        event.preventDefault();
        const taken = event.dataTransfer.getData(rowType) === dragged?.key ? dropAt(event) : null;
        if (taken) move(taken.move);
        end(taken && taken.move.into);
      },
    },
  };
}

/**
 * Calls back when a drag has ended. The dragged element may have left the document by then, and its `dragend` reaches no other one: a
 * pointer that moves without a button tells the end, too, as during a drag there are no such events.
 */
function useEnd(isDragging: boolean, end: () => void): void {
  const ended = useEffectEvent(end);
  useEffect(() => {
    if (!isDragging) return;
    const listening = new AbortController();
    const { signal } = listening;
    const moved = ({ buttons }: PointerEvent): void => {
      if (buttons === 0) ended();
    };
    document.addEventListener('dragend', () => ended(), { capture: true, signal });
    document.addEventListener('pointermove', moved, { capture: true, signal });
    return () => listening.abort();
  }, [isDragging]);
}

function isSameDrop(left: Drop | null, right: Drop | null): boolean {
  return left?.key === right?.key && left?.edge === right?.edge && (left === null) === (right === null);
}

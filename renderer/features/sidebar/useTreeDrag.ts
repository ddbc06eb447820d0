import { useState, type DragEvent } from 'react';
import type { ConnectionTree } from '../../../shared/model/connectionTree.ts';
import { dropOn, type Drop, type TreeMove } from '../../state/workspace/treeMoves.ts';
import type { TreeRow } from '../../state/workspace/treeRows.ts';

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
    readonly onDragEnd: () => void;
  };
}

/** Dragging rows of the tree to other places in it. Nothing from elsewhere can be dropped. */
export function useTreeDrag(
  tree: ConnectionTree,
  rowOf: (target: EventTarget) => { readonly row: TreeRow; readonly element: Element } | null,
  move: (move: TreeMove) => void,
): TreeDrag {
  const [dragged, setDragged] = useState<TreeRow | null>(null);
  const [drop, setDrop] = useState<Drop | null>(null);
  const end = (): void => {
    setDragged(null);
    setDrop(null);
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
        setDragged(found.row);
      },
      onDragOver(event) {
        if (!dragged) return;
        const over = rowOf(event.target);
        const box = over?.element.getBoundingClientRect();
        const height = box ? (event.clientY - box.top) / box.height : 0;
        const next = dropOn(tree, dragged, over?.row ?? null, height);
        if (next) event.preventDefault();
        if (!isSameDrop(next, drop)) setDrop(next);
      },
      onDragLeave({ currentTarget, relatedTarget }) {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setDrop(null);
      },
      onDrop(event) {
        event.preventDefault();
        if (drop) move(drop.move);
        end();
      },
      onDragEnd: end,
    },
  };
}

function isSameDrop(left: Drop | null, right: Drop | null): boolean {
  return left?.key === right?.key && left?.edge === right?.edge && (left === null) === (right === null);
}

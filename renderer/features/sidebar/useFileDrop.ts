import { useState, type DragEvent } from 'react';

interface FileDrop {
  /** Files are dragged over the element now. */
  readonly isOver: boolean;
  readonly listeners: {
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
  };
}

/** Lets files of the system be dropped on an element. Rows of this program that are dragged are none of them. */
export function useFileDrop(dropped: (transfer: DataTransfer) => void): FileDrop {
  const [isOver, setIsOver] = useState(false);
  return {
    isOver,
    listeners: {
      onDragOver(event) {
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        setIsOver(true);
      },
      onDragLeave({ currentTarget, relatedTarget }) {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setIsOver(false);
      },
      onDrop(event) {
        setIsOver(false);
        if (!hasFiles(event)) return;
        event.preventDefault();
        dropped(event.dataTransfer);
      },
    },
  };
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer.types.includes('Files');
}

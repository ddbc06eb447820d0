import { useState, type DragEvent } from 'react';
import type { FolderPath } from '../../../shared/model/connectionFolder.ts';

interface FileDrop {
  /** The folder that files which are dragged now would go into; null while none are over the element. */
  readonly into: FolderPath | null;
  readonly listeners: {
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
  };
}

/**
 * Lets files of the system be dropped on an element, and on the parts of it that say in `data-folder` which folder they stand for. Rows of
 * this program that are dragged are none of them.
 */
export function useFileDrop(dropped: (transfer: DataTransfer, into: FolderPath) => void): FileDrop {
  const [into, setInto] = useState<FolderPath | null>(null);
  return {
    into,
    listeners: {
      onDragOver(event) {
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        setInto(folderAt(event.target));
      },
      onDragLeave({ currentTarget, relatedTarget }) {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setInto(null);
      },
      onDrop(event) {
        setInto(null);
        if (!hasFiles(event)) return;
        event.preventDefault();
        dropped(event.dataTransfer, folderAt(event.target));
      },
    },
  };
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer.types.includes('Files');
}

function folderAt(target: EventTarget): FolderPath {
  const element = target instanceof Element ? target.closest('[data-folder]') : null;
  return element?.getAttribute('data-folder') ?? '';
}

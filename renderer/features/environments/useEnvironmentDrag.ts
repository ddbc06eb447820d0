import { useState, type DragEvent } from 'react';
import { baseEnvironmentId, type Environment } from '../../../shared/model/environment.ts';
import type { EnvironmentId } from '../../../shared/model/ids.ts';
import { placeAfterDrop } from './environmentMoves.ts';

/** Marks what is dragged as an environment of this list: other things that are dragged have no such data. */
const dragType = 'application/x-wirebench-environment';

interface EnvironmentDrag {
  /** The place in the list before which what is dragged would go now; null for none. */
  readonly place: number | null;
  /** The listeners of the list. */
  readonly listeners: {
    readonly onDragStart: (event: DragEvent) => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
    readonly onDragEnd: () => void;
  };
}

/** Dragging environments to other places in their list; its items have their place as `data-place`. Nothing from elsewhere can be dropped. */
export function useEnvironmentDrag(
  environments: readonly Environment[],
  move: (id: EnvironmentId, before: EnvironmentId | null) => void,
): EnvironmentDrag {
  const [dragged, setDragged] = useState<EnvironmentId | null>(null);
  const [place, setPlace] = useState<number | null>(null);
  const end = (): void => {
    setDragged(null);
    setPlace(null);
  };
  return {
    place,
    listeners: {
      onDragStart(event) {
        const { place: from } = placeUnder(event) ?? {};
        const id = environments[from ?? -1]?.id;
        if (id === undefined || id === baseEnvironmentId) return;
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData(dragType, id);
        setDragged(id);
      },
      onDragOver(event) {
        if (dragged === null || !event.dataTransfer.types.includes(dragType)) return;
        const under = placeUnder(event);
        const next = under === null ? environments.length : under.place + (under.isLowerHalf ? 1 : 0);
        const isMove = placeAfterDrop(environments, dragged, next) !== undefined;
        if (isMove) event.preventDefault();
        setPlace(isMove ? next : null);
      },
      onDragLeave({ currentTarget, relatedTarget }) {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setPlace(null);
      },
      onDrop(event) {
        event.preventDefault();
        const before =
          dragged === null || place === null ? undefined : placeAfterDrop(environments, dragged, place);
        if (dragged !== null && before !== undefined) move(dragged, before);
        end();
      },
      onDragEnd: end,
    },
  };
}

function placeUnder({
  target,
  clientY,
}: DragEvent): { readonly place: number; readonly isLowerHalf: boolean } | null {
  const element = target instanceof Element ? target.closest('[data-place]') : null;
  if (element === null) return null;
  const { top, height } = element.getBoundingClientRect();
  return { place: Number(element.getAttribute('data-place')), isLowerHalf: clientY > top + height / 2 };
}

import { useState, type DragEvent } from 'react';
import type { TabPlace } from '../../state/window/tabLayout.ts';
import type { TabStore } from '../../state/window/tabs.ts';
import { dropPlace } from './tabDrop.ts';

const tabType = 'application/x-wirebench-tab';

interface DragTarget {
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDragLeave: (event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
}

export interface TabDrag {
  /** The key of the tab that is dragged. */
  readonly dragged: string | null;
  /** Where it would go now. */
  readonly drop: TabPlace | null;
  /** The listeners of the strip of a group. */
  readonly ofStrip: (group: number) => DragTarget & {
    readonly onDragStart: (event: DragEvent) => void;
    readonly onDragEnd: () => void;
  };
  /** The listeners of what stands below a strip: what is dropped there goes to the end of the group, or makes a new one on the right. */
  readonly ofPanel: (group: number) => DragTarget;
}

/** Dragging tabs along their strips, from side to side, and to the right half of the window (in a narrow one the lower), which makes it two sides. */
export function useTabDrag(tabs: TabStore, isNarrow: boolean): TabDrag {
  const [dragged, setDragged] = useState<string | null>(null);
  const [drop, setDrop] = useState<TabPlace | null>(null);
  const end = (): void => {
    setDragged(null);
    setDrop(null);
  };
  const target = (placeAt: (event: DragEvent, key: string) => TabPlace | null): DragTarget => ({
    onDragOver(event) {
      if (dragged === null || !event.dataTransfer.types.includes(tabType)) return;
      const place = placeAt(event, dragged);
      if (place) event.preventDefault();
      if (place?.group !== drop?.group || place?.place !== drop?.place) setDrop(place);
    },
    onDragLeave({ currentTarget, relatedTarget }) {
      if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setDrop(null);
    },
    onDrop(event) {
      if (dragged === null || !event.dataTransfer.types.includes(tabType)) return;
      event.preventDefault();
      const place = placeAt(event, dragged);
      end();
      if (place) tabs.move(dragged, place);
    },
  });
  return {
    dragged,
    drop,
    ofStrip: (group) => ({
      onDragStart(event) {
        const key = keyAt(event.target);
        if (key === null) return;
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData(tabType, key);
        setDragged(key);
      },
      onDragEnd: end,
      ...target((event, key) => ({
        group,
        place: dropPlace(extentsIn(event.currentTarget), key, event.clientX),
      })),
    }),
    ofPanel: (group) =>
      target((event) => {
        const { groups } = tabs.store.getState();
        const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
        if (groups.length > 1) return { group, place: groups[group]?.tabs.length ?? 0 };
        const isBehind = isNarrow ? event.clientY > top + height / 2 : event.clientX > left + width / 2;
        return isBehind && (groups[0]?.tabs.length ?? 0) > 1 ? { group: 1, place: 0 } : null;
      }),
  };
}

/** The key of the tab that an event belongs to. */
export function keyAt(target: EventTarget): string | null {
  const element = target instanceof Element ? target.closest('[data-tab]') : null;
  return element?.getAttribute('data-tab') ?? null;
}

function extentsIn(strip: Element): { readonly key: string; readonly from: number; readonly to: number }[] {
  return [...strip.querySelectorAll('[data-tab]')].map((tab) => {
    const { left, right } = tab.getBoundingClientRect();
    return { key: tab.getAttribute('data-tab') ?? '', from: left, to: right };
  });
}

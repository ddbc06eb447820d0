import { useState, type RefObject } from 'react';
import type { GroupProps, Layout } from 'react-resizable-panels';
import { keepPaneSize, readPaneSize } from '../../state/window/paneSizes.ts';

interface PaneSize {
  /** In pixels; null where nobody has set it. */
  readonly set: number | null;
  readonly onLayoutChanged: NonNullable<GroupProps['onLayoutChanged']>;
  /** The size is no longer one that a person gave. */
  readonly forget: () => void;
}

/**
 * The size that a person gave a pane of a group, in pixels: shares of a group would give another size where something else takes room beside the
 * group a moment later. `side`: that which the group divides.
 */
export function usePaneSize(
  group: RefObject<HTMLElement | null>,
  id: string,
  side: 'offsetWidth' | 'offsetHeight',
): PaneSize {
  const [set, setSet] = useState(() => readPaneSize(localStorage, id));
  const keep = (size: number | null): void => {
    setSet(size);
    keepPaneSize(localStorage, id, size);
  };
  return {
    set,
    onLayoutChanged: ({ [id]: share }: Layout, { isUserInteraction }) => {
      if (!isUserInteraction || share === undefined || group.current === null) return;
      keep(Math.round((share / 100) * group.current[side]));
    },
    forget: () => keep(null),
  };
}

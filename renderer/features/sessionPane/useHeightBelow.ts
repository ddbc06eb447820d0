import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { GroupProps, PanelImperativeHandle } from 'react-resizable-panels';
import type { WantedHeight } from '../../ui/paneHeight.ts';
import { heightBelow, wantedBy } from './belowHeight.ts';
import { usePaneSize } from './usePaneSize.ts';

interface HeightBelow {
  readonly panel: RefObject<PanelImperativeHandle | null>;
  readonly first: number;
  readonly least: number;
  readonly onLayoutChanged: NonNullable<GroupProps['onLayoutChanged']>;
  /** A part of the content says how high it wants to be; null as it goes. */
  readonly want: (part: string, wanted: WantedHeight | null) => void;
  /** A height that was set is forgotten. */
  readonly forget: () => void;
}

/** 96 px: the least in which anything below the records can be used. */
const leastPixels = 96;

interface PaneBelow {
  /** What a person sets is remembered by it. */
  readonly id: string;
  /** What it wants until its content says so, in pixels. */
  readonly usual: number;
  /** What the records above keep before there is anything to spare, in pixels. */
  readonly kept: number;
}

/** The height of the pane below the records. */
export function useHeightBelow(
  group: RefObject<HTMLDivElement | null>,
  { id, usual, kept }: PaneBelow,
): HeightBelow {
  const { set, onLayoutChanged, forget } = usePaneSize(group, id, 'offsetHeight');
  const [parts, setParts] = useState<ReadonlyMap<string, WantedHeight>>(new Map());
  const { whole, least, spare } = wantedBy(parts, { whole: usual, least: Math.min(usual, leastPixels) });
  const panel = useRef<PanelImperativeHandle>(null);
  useLayoutEffect(() => {
    const element = group.current;
    if (element === null) return undefined;
    const fit = (): void => {
      const room = { session: element.offsetHeight, kept };
      panel.current?.resize(heightBelow(set, { whole, least, spare }, room));
    };
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    return () => observer.disconnect();
  }, [group, set, whole, least, spare, kept]);
  return {
    panel,
    first: heightBelow(set, { whole, least }, { session: Number.POSITIVE_INFINITY, kept }),
    least,
    onLayoutChanged,
    want: useCallback((part, wanted) => setParts((all) => withPart(all, part, wanted)), []),
    forget,
  };
}

/** The same map where nothing has changed. */
function withPart(
  parts: ReadonlyMap<string, WantedHeight>,
  part: string,
  wanted: WantedHeight | null,
): ReadonlyMap<string, WantedHeight> {
  const before = parts.get(part);
  const isSame =
    wanted?.whole === before?.whole &&
    wanted?.least === before?.least &&
    wanted?.spare?.whole === before?.spare?.whole;
  if (isSame) return parts;
  const others = [...parts].filter(([each]) => each !== part);
  return new Map(wanted === null ? others : [...others, [part, wanted]]);
}

import { useMemo, useState } from 'react';
import { useStore, type StoreApi } from 'zustand';
import type { Endpoint } from '../../../shared/model/connection.ts';
import { factsOf } from '../../../shared/model/endpointKinds.ts';
import type { RecordView, RecordViewState } from '../../state/records/recordView.ts';
import { hasPeers } from '../../state/sessions/sendTargets.ts';
import { isOfDay, precisionOf } from '../../state/window/recordTimes.ts';
import type { ColumnId } from '../../state/window/tableColumns.ts';
import { rowPixels, type TableLayout } from '../../state/window/tableLayout.ts';
import type { TableWords } from '../../state/window/tableTexts.ts';
import { useLeastRow } from '../../ui/textSizes.ts';
import { useNow } from '../../ui/useNow.ts';
import { columnOf, type Column } from './columns.tsx';
import {
  leaveRoom,
  shownColumns,
  trackProperties,
  widthsOf,
  type ColumnWidth,
  type TableRoom,
} from './tableTracks.ts';

/** What a table needs to know of the session whose records it shows. */
export interface TableSubject {
  readonly endpoint: Endpoint;
  /** When the session began, in microseconds since the epoch. */
  readonly startedAt: number;
  /** When it ended; null while it goes on. */
  readonly endedAt: number | null;
  /** The peers that are known, of which there may be more. */
  readonly peers: readonly { readonly address: string }[];
  readonly peerAddress: (peer: number) => string;
}

/** The table as it is drawn. */
interface Table {
  readonly columns: readonly Column[];
  readonly words: TableWords;
  readonly rowPixels: number;
  readonly style: Readonly<Record<`--${string}`, string>>;
}

const dayUs = 86_400_000_000;
/** A minute: only whole days count, and the digits of seconds. */
const minuteMs = 60_000;

/** The table of a session's records, in the layout of all tables. Parts that have not changed stay the same objects. */
export function useTable(
  layout: StoreApi<TableLayout>,
  view: RecordView,
  { endpoint, startedAt, endedAt, peers, peerAddress }: TableSubject,
  { last, hasSeveralPeers }: Pick<RecordViewState, 'last' | 'hasSeveralPeers'>,
  room: TableRoom,
): Table {
  const { columns: choices, time, density } = useStore(layout);
  const leastRow = useLeastRow();
  const reference = useStore(view.reference);
  const now = useNow(minuteMs) * 1000;
  const longestUs = (endedAt ?? now) - startedAt;
  const withDate = longestUs > dayUs;
  const shown = useShownColumns(layout, endpoint, hasSeveralPeers);
  const columns = useMemo(() => shown.map(columnOf), [shown]);
  const longestAddress = useMemo(
    () => peers.reduce((longest, { address }) => Math.max(longest, address.length), 0),
    [peers],
  );
  const widthsWith = (hasRoom: boolean): readonly ColumnWidth[] => {
    const times = {
      ...{ basis: time.basis, startedAt, withDate, reference },
      ...precisionOf(time.precision, hasRoom),
    };
    return widthsOf(shown, choices, { times, last, longestUs, longestAddress });
  };
  const hasRoom = leaveRoom(widthsWith(true), room);
  const widths = widthsWith(hasRoom);
  const lengthCharacters = Math.floor(widths.find(({ id }) => id === 'length')?.characters ?? Infinity);
  const words = useMemo<TableWords>(
    () => ({
      times: {
        ...{ basis: time.basis, startedAt, withDate, reference },
        ...precisionOf(time.precision, hasRoom),
      },
      peerAddress,
      usualKind: factsOf(endpoint.kind).sends[0],
      shown,
      lengthCharacters,
      isPeerKnown: !hasPeers(endpoint),
    }),
    [time, startedAt, withDate, reference, hasRoom, peerAddress, endpoint, shown, lengthCharacters],
  );
  const height = Math.max(rowPixels[density], leastRow);
  return {
    columns,
    words,
    rowPixels: height,
    style: {
      '--table-row': `${height}px`,
      // The points of numbers stand one below the other, as those of a clock do anyway.
      '--time-align': isOfDay(words.times) ? 'left' : 'right',
      ...trackProperties(widths),
    },
  };
}

/** The columns that are shown for a session, in their order; the same array while they are the same. */
export function useShownColumns(
  layout: StoreApi<TableLayout>,
  endpoint: Endpoint,
  hasSeveralPeers: boolean,
): readonly ColumnId[] {
  const choices = useStore(layout, ({ columns }) => columns);
  return useSameList(shownColumns(choices, { hasPeers: hasPeers(endpoint) || hasSeveralPeers }));
}

/** The same array for the same items: no row is redrawn while a column is made wider. */
function useSameList<Item>(list: readonly Item[]): readonly Item[] {
  const [kept, keep] = useState(list);
  if (kept.length === list.length && kept.every((item, place) => item === list[place])) return kept;
  keep(list);
  return list;
}

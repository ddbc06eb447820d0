import type { ColumnId } from '../../state/window/tableColumns.ts';

/** A column of the records table, apart from its cells. */
export interface ColumnFacts {
  readonly id: ColumnId;
  /** What stands above it. */
  readonly heading: string;
  /** What it is called where there is room, and by screen readers. */
  readonly name: string;
  /** In characters; by default. */
  readonly width: number;
  /** Numbers stand below each other. */
  readonly isNumeric?: true;
}

const facts: Readonly<Record<ColumnId, Omit<ColumnFacts, 'id'>>> = {
  number: { heading: '#', name: 'Number', width: 3, isNumeric: true },
  time: { heading: 'Time', name: 'Time', width: 15 },
  delta: { heading: 'Δ ms', name: 'Milliseconds since the record above', width: 7, isNumeric: true },
  start: { heading: 'Since start', name: 'Seconds since the start', width: 12, isNumeric: true },
  peer: { heading: 'Peer', name: 'Peer', width: 21 },
  direction: { heading: '⇅', name: 'Direction', width: 1.5 },
  kind: { heading: 'Kind', name: 'Kind', width: 9 },
  length: { heading: 'Length', name: 'Length', width: 6, isNumeric: true },
  note: { heading: 'Note', name: 'Note', width: 30 },
  preview: { heading: 'Preview', name: 'Preview', width: 14 },
};

/** The facts about a column. */
export function columnFacts(id: ColumnId): ColumnFacts {
  return { id, ...facts[id] };
}

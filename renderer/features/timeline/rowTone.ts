import type { RecordRow } from '../../../shared/model/record.ts';

/** The class of a row: what kind of thing it tells. */
export function toneOf({ kind, damage }: RecordRow): string {
  if (damage !== undefined) return 'is-failure';
  switch (kind) {
    case 'failed':
      return 'is-failure';
    case 'paused':
    case 'resumed':
    case 'gap':
    case 'waiting':
      return 'is-warning';
    case 'listening':
    case 'opened':
    case 'secured':
    case 'changed':
    case 'ended':
    case 'closed':
    case 'sent':
      return 'is-event';
    case 'data':
    case 'text':
    case 'binary':
    case 'ping':
    case 'pong':
    case 'close':
      return 'is-payload';
  }
}

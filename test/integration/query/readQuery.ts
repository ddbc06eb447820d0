import type { RecordQuery } from '../../../electron/engine/store/store.ts';
import { until } from '../../support/until.ts';

/** Waits until everything up to a record was looked at. */
export async function reaches(query: RecordQuery, last: number): Promise<void> {
  await until(() => {
    const { state, scanned, problem } = query.progress.value;
    if (state === 'failed') throw new Error(problem ?? 'failed');
    return state === 'current' && scanned >= last;
  });
}

export async function seqsOf(query: RecordQuery): Promise<number[]> {
  const { rows } = await query.rows({ from: 0, count: 512 });
  return rows.map(({ seq }) => seq);
}

import { runJob, type Order } from './jobProcess.ts';
import type { Turn } from './report/checkouts.ts';

/** The two checkouts whose code is compared. */
export interface Checkouts {
  readonly here: string;
  readonly there: string;
}

/** Which checkout is first changes from turn to turn, so that a machine that becomes slower favours neither. */
const turnsOfEach = 4;

/**
 * Runs a benchmark in both checkouts, one right after the other, four times. Rejects with a sentence when it fails in one of them.
 *
 * Each checkout runs the benchmark as it has it: where the job itself was changed, that is compared, too.
 */
export async function runAgainst({ here, there }: Checkouts, order: Order): Promise<Turn[]> {
  const resultIn = async (root: string): Promise<Turn['here']> => {
    const outcome = await runJob(root, order);
    if ('failure' in outcome) throw new Error(`In ${root}: ${outcome.failure}`);
    return outcome.result;
  };
  const turns: Turn[] = [];
  for (let turn = 0; turn < (order.quick ? 1 : turnsOfEach); turn += 1) {
    if (turn % 2 === 0) turns.push({ here: await resultIn(here), there: await resultIn(there) });
    else {
      const theirs = await resultIn(there);
      turns.push({ here: await resultIn(here), there: theirs });
    }
  }
  return turns;
}

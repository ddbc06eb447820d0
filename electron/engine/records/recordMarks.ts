import { WirebenchError } from '../../../shared/base/errors.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import { Cell, Emitter } from '../../../shared/base/signal.ts';
import type { RecordSource } from '../../../shared/contract/contract.ts';
import type { RecordingId } from '../../../shared/model/ids.ts';
import {
  largestMarkCount,
  largestMarkPage,
  type MarkedStretch,
  type MarkLook,
  type Stretch,
} from '../../../shared/model/mark.ts';
import type { RecordQuery, Store } from '../store/store.ts';
import { MarkChangeLog } from './markChangeLog.ts';
import type { RecordSources } from './recordSources.ts';

const everything: Stretch = { from: 1, to: Number.MAX_SAFE_INTEGER };

/** What is to be marked, and how. */
interface MarkInput {
  readonly source: RecordSource;
  readonly stretches: readonly Stretch[];
  readonly mark: MarkLook | null;
}

interface RecordMarksParts {
  readonly store: Pick<Store, 'setMarks'>;
  readonly sources: Pick<RecordSources, 'reader' | 'recordingOf'>;
  readonly pathOf: (recording: RecordingId) => string;
  readonly nowUs: () => number;
}

/** The marks in recordings: changed here, so that everybody who watches them is told. */
export class RecordMarks {
  private readonly parts: RecordMarksParts;
  private readonly changed = new Emitter<Stretch & { readonly recording: RecordingId }>();
  private readonly log = new MarkChangeLog();

  constructor(parts: RecordMarksParts) {
    this.parts = parts;
  }

  /** As `marks.watch` of the contract. */
  async *watch(source: RecordSource, signal: AbortSignal): AsyncGenerator<MarkedStretch, void> {
    const { sources } = this.parts;
    const recording = sources.recordingOf(source);
    // What is to be told: grows by changes while an item is on its way.
    const wanted = new Cell<Stretch | null>(everything);
    const listening = this.changed.on((change) => {
      if (change.recording === recording) wanted.update((stretch) => joined(stretch, change));
    });
    try {
      for await (const stretch of wanted.changes(signal)) {
        if (stretch === null) continue;
        wanted.set(null);
        const { from } = stretch;
        const reader = await sources.reader(source);
        const { to, marks } = await reader.marks({ ...stretch, count: largestMarkPage });
        if (to < stretch.to) wanted.update((more) => joined(more, { from: to + 1, to: stretch.to }));
        yield { from, to, marks: [...marks] };
      }
    } finally {
      listening.dispose();
    }
  }

  /** As `marks.set`; `matches` are those of the view. */
  async set(
    { source, stretches: among, mark: look }: MarkInput,
    matches: Pick<RecordQuery, 'stretches'> | null,
  ): Promise<{ undo: number; lost: { marks: number; notes: number } }> {
    const recording = this.parts.sources.recordingOf(source);
    const stretches = matches ? await stretchesIn(matches, among) : among;
    const at = this.parts.nowUs();
    const before = await this.change(
      recording,
      stretches.map(({ from, to }) => ({ from, to, marks: look ? [{ from, to, ...look, at }] : [] })),
    );
    const lost = before.flatMap(({ marks }) => marks);
    const notes = lost.filter(({ note }) => note !== null).length;
    return { undo: this.log.add({ recording, before }), lost: { marks: lost.length, notes } };
  }

  /** As `marks.undo`. */
  async undo(number: number): Promise<void> {
    const change = this.log.get(number);
    if (!change) throw new WirebenchError('NOT_FOUND', 'This change of marks can no longer be undone.');
    await this.change(change.recording, change.before);
    this.log.forget(number);
  }

  /** Marks in this stretch of a recording were changed elsewhere: who watches them is told. */
  changedWithin(recording: RecordingId, { from, to }: Stretch): void {
    this.changed.emit({ recording, from, to });
  }

  private async change(
    recording: RecordingId,
    stretches: readonly MarkedStretch[],
  ): Promise<readonly MarkedStretch[]> {
    const before = await this.parts.store.setMarks(this.parts.pathOf(recording), stretches);
    const from = Math.min(...before.map((stretch) => stretch.from));
    const to = Math.max(...before.map((stretch) => stretch.to));
    this.changedWithin(recording, { from, to });
    return before;
  }
}

/** Throws LIMIT where the matches stand in more stretches than a recording keeps. */
async function stretchesIn(
  matches: Pick<RecordQuery, 'stretches'>,
  among: readonly Stretch[],
): Promise<readonly Stretch[]> {
  const found = await matches.stretches({ among, most: largestMarkCount + 1 });
  if (found.length <= largestMarkCount) return found;
  throw new WirebenchError(
    'LIMIT',
    `These records stand in more than ${formatCount(largestMarkCount)} separate stretches, which is as many as a recording keeps marks of. ` +
      'Filter for fewer, or mark all records from the first to the last.',
  );
}

function joined(one: Stretch | null, other: Stretch): Stretch {
  return one ? { from: Math.min(one.from, other.from), to: Math.max(one.to, other.to) } : other;
}

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { SessionLog } from '../../../electron/engine/session/sessionLog.ts';
import type { RecordingRules } from '../../../electron/engine/session/recordingStatus.ts';
import type { NewRecord, RecordWriter, RecordWriterEvents } from '../../../electron/engine/store/store.ts';
import { numberingWriter } from '../../support/numberingWriter.ts';

type Step = 'fill' | 'drain' | 'hold' | 'recover' | 'payload' | 'dropped';
type Told = Pick<NewRecord, 'kind' | 'note'> & { readonly seq: number | null };

const record = (kind: NewRecord['kind'], note: string | null): NewRecord => ({
  at: 1,
  peer: null,
  direction: note === null ? 'in' : null,
  kind,
  bytes: new Uint8Array(note === null ? 8 : 0),
  note,
});

/** Everything that a session recorded or missed while its disk did this, in order; `seq` is null for what was missed. */
async function story(rules: RecordingRules, steps: readonly Step[]): Promise<Told[]> {
  let events: RecordWriterEvents | undefined;
  const log = await SessionLog.begin({
    createWriter: (firstSeq, given): Promise<RecordWriter> => {
      events = given;
      return Promise.resolve(numberingWriter(firstSeq));
    },
    rules,
    noun: 'chunk',
    nowUs: () => 1,
    log: { warn: () => undefined },
    pulse: { soon: () => undefined },
  });
  const told: Told[] = [];
  log.observe(({ kind, note, seq }) => void told.push({ kind, note, seq }));
  const act: Readonly<Record<Step, () => void>> = {
    fill: () => events?.filled(),
    drain: () => events?.drained(),
    hold: () => events?.held('The disk is full. Make room.', 'The disk is full.'),
    recover: () => events?.recovered(),
    payload: () => void log.append(record('data', null), null),
    dropped: () => void log.append(record('gap', 'The system dropped 3 datagrams.'), null),
  };
  for (const step of steps) act[step]();
  return told;
}

const isMissed = ({ kind, seq }: Told): boolean => seq === null || kind === 'gap';
/** What passed between the last time that the disk failed and this place. */
function sinceItFailed(told: readonly Told[], end: number): readonly Told[] {
  const failed = told.findLastIndex(
    ({ note }, index) => index < end && /disk is full\. Make/.test(note ?? ''),
  );
  return told.slice(failed, end);
}

const rules = fc.record({
  whenDiskFails: fc.constantFrom('continue' as const, 'pause' as const),
  canHold: fc.boolean(),
});
const steps = fc.array(
  fc.constantFrom<Step>('fill', 'drain', 'hold', 'recover', 'payload', 'payload', 'dropped'),
  { maxLength: 30 },
);

/** What a line claims of the time since the disk failed; null for one that claims nothing. */
function claimOf({ note }: Told): 'missed' | 'complete' | null {
  if (note?.includes('everything that passed meanwhile is in it')) return 'complete';
  return note?.includes('what is missing is listed above') ? 'missed' : null;
}

it('says that everything is in the recording only where no gap was told and nothing was missed', async () => {
  let claims = 0;
  await fc.assert(
    fc.asyncProperty(rules, steps, async (given, done) => {
      const told = await story(given, done);
      const claimed = told.flatMap((line, index) => {
        const claim = claimOf(line);
        return claim === null ? [] : [{ claim, index }];
      });
      claims += claimed.length;
      expect(claimed.map(({ claim }) => claim)).toEqual(
        claimed.map(({ index }) => (sinceItFailed(told, index).some(isMissed) ? 'missed' : 'complete')),
      );
    }),
    // Of a hundred, seven may claim something: of a thousand, many do.
    { numRuns: 1000 },
  );
  expect(claims).toBeGreaterThan(10);
});

it.each<[string, readonly Step[], RegExp]>([
  ['nothing was missed', ['hold', 'payload', 'recover'], /everything/],
  ['a gap was told before', ['hold', 'fill', 'payload', 'drain', 'recover'], /listed above/],
  ['the system dropped something meanwhile', ['hold', 'dropped', 'recover'], /listed above/],
  [
    'only an earlier failure has a gap',
    ['hold', 'fill', 'payload', 'drain', 'recover', 'hold', 'payload', 'recover'],
    /everything/,
  ],
])('says when the disk is back how much is there: %s', async (_, done, expected) => {
  const told = await story({ whenDiskFails: 'continue', canHold: true }, done);
  expect(told.at(-1)).toMatchObject({ kind: 'resumed', note: expect.stringMatching(expected) });
});

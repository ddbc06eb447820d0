import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../electron/engine/engine.ts';
import { createEngineDeps } from '../../../electron/headless.ts';
import type { RecordReader } from '../../../electron/engine/store/store.ts';
import type { RecordingSummary } from '../../../shared/model/recording.ts';
import { EchoedFlood } from '../../support/echoedFlood.ts';
import { numberOf, range, recordedNumbers } from '../../support/numberedMessages.ts';
import { Recorder } from '../../support/recorder.ts';
import { bytesOf } from '../../support/sessionBench.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

const kills = 4;
/** So many that they go on beside the flood, and do not wait for its end. */
const someCommits = 3;

type Floods = Readonly<Record<string, EchoedFlood>>;

async function startFloods({ tcpPort, udpPort, wsUrl }: Recorder): Promise<Floods> {
  return {
    'tcp-server': await EchoedFlood.overTcp(tcpPort),
    udp: await EchoedFlood.overUdp(udpPort),
    'ws-server': await EchoedFlood.overWebSocket(wsUrl),
  };
}

function commitsOf({ commits }: Recorder, name: string): readonly number[] {
  return commits.get(name) ?? [];
}

/** The numbers of the messages that came, in order. A stream has no messages, only bytes. */
async function numbersIn({ name }: RecordingSummary, reader: RecordReader): Promise<readonly number[]> {
  if (name !== 'tcp-server') return (await recordedNumbers(reader)).numbers;
  const bytes = await bytesOf(reader, 'in');
  return range(0, Math.floor(bytes.length / 64) - 1).map((index) => numberOf(bytes.subarray(index * 64)));
}

/** The number of the last record of a file, and of the last one that the recorder had said was committed. */
interface Kept {
  readonly last: number;
  readonly committed: number;
}

/** Records three floods, kills the recorder at a random moment after some commits of each, and looks at what is there. */
async function killOnce(workspace: string): Promise<Kept[]> {
  const recorder = await Recorder.start(workspace);
  await using _ = recorder;
  const floods = await startFloods(recorder);
  const all = Object.values(floods);
  try {
    const endAtMs = performance.now() + 20 + Math.random() * 300;
    await until(() => performance.now() > endAtMs && all.every(({ echoed }) => echoed > 100));
    await until(() => Object.keys(floods).every((name) => commitsOf(recorder, name).length >= someCommits));
    await recorder.kill();
    return await inspect(workspace, floods, recorder);
  } finally {
    for (const flood of all) flood[Symbol.dispose]();
  }
}

async function inspect(workspace: string, floods: Floods, recorder: Recorder): Promise<Kept[]> {
  const engine = await createEngine(createEngineDeps(workspace));
  try {
    const listed = engine.recordings.list.value;
    expect(
      Object.fromEntries(listed.map(({ name, interrupted, problem }) => [name, { interrupted, problem }])),
    ).toEqual(
      Object.fromEntries(Object.keys(floods).map((name) => [name, { interrupted: true, problem: null }])),
    );
    const kept: Kept[] = [];
    for (const summary of listed) {
      const flood = floods[summary.name];
      if (!flood) throw new Error(`Nothing was sent to ${summary.name}.`);
      const reader = await engine.store.open(engine.recordings.pathOf(summary.id));
      expect(await reader.info()).toMatchObject({ complete: false, first: 1 });
      const { last } = await reader.tail({ rows: 1 });
      kept.push({ last, committed: commitsOf(recorder, summary.name).at(-1) ?? 0 });
      const numbers = await numbersIn(summary, reader);
      await reader.close();
      expect(numbers).toEqual(range(1, numbers.length));
      expect(numbers.length).toBeLessThanOrEqual(flood.sent);
    }
    return kept;
  } finally {
    await engine.close();
  }
}

describe('a recorder that is killed in the middle of a flood', () => {
  it(`leaves files that open, are listed as interrupted, and lack nothing that was committed (${kills} times)`, async () => {
    // How soon a record is committed, and so how much the files may lack, is asserted of the writer, by its clock (storeAge.test.ts).
    for (let kill = 0; kill < kills; kill += 1) {
      await using folder = await temporaryFolder();
      const kept = await killOnce(folder.path);
      expect(kept).toHaveLength(3);
      for (const { last, committed } of kept) expect(last).toBeGreaterThanOrEqual(committed);
    }
  });
});

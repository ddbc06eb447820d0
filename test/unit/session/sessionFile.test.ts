import { describe, expect, it } from 'vitest';
import { SessionFile, type NamedPeer } from '../../../electron/engine/session/sessionFile.ts';
import type { NewRecord, RecordWriterEvents } from '../../../electron/engine/store/store.ts';
import { numberingWriter } from '../../support/numberingWriter.ts';

interface Stage {
  readonly file: SessionFile;
  /** What each file was told, in the order of the files. */
  readonly told: string[][];
  readonly events: RecordWriterEvents[];
  /** From which number on files took the place of lost ones. */
  readonly begunAnew: number[];
}

const nothing = (): void => undefined;

/** A file, and files to take its place; after `attempts` there can be none. */
async function stageFile(attempts = 10): Promise<Stage> {
  const told: string[][] = [];
  const events: RecordWriterEvents[] = [];
  const begunAnew: number[] = [];
  const file = await SessionFile.begin((firstSeq, given) => {
    if (told.length === attempts) return Promise.reject(new Error('There is no folder.'));
    const mine = [`from ${firstSeq}`];
    told.push(mine);
    events.push(given);
    return Promise.resolve(
      Object.assign(
        numberingWriter(firstSeq, (seq) => mine.push(`record ${seq}`)),
        {
          peer: (id: number, address: string) => void mine.push(`peer ${id} ${address}`),
          opened: (url: string) => void mine.push(`at ${url}`),
          close: () => Promise.resolve(),
        },
      ),
    );
  });
  file.follow({
    ...{ committed: nothing, cut: nothing, filled: nothing, drained: nothing },
    ...{ held: nothing, recovered: nothing, stopped: nothing },
    begunAnew: (firstSeq) => begunAnew.push(firstSeq),
  });
  return { file, told, events, begunAnew };
}

const record: NewRecord = {
  at: 1,
  peer: 1,
  direction: 'in',
  kind: 'data',
  bytes: new Uint8Array(3),
  note: null,
};

function makePeer(): NamedPeer {
  const detail = { local: '', path: null, userAgent: null, subprotocol: null, headers: [] };
  return { id: 1, address: '127.0.0.1:5', detail: () => detail, namedIn: 0 };
}

describe('the file of a session', () => {
  it('names a peer once, ahead of its first record', async () => {
    const { file, told } = await stageFile();
    const peer = makePeer();
    file.append(record, peer);
    file.append(record, peer);
    expect(told).toEqual([['from 1', 'peer 1 127.0.0.1:5', 'record 1', 'record 2']]);
  });

  it('is followed by one that goes on with its numbers, and is told all that it was told', async () => {
    const { file, told, begunAnew } = await stageFile();
    const peer = makePeer();
    file.opened('tcp://127.0.0.1:7');
    file.append(record, peer);
    file.replace();
    await file.lastAttempt();
    file.append(record, peer);
    expect(told[1]).toEqual(['from 2', 'at tcp://127.0.0.1:7', 'peer 1 127.0.0.1:5', 'record 2']);
    expect({ begunAnew, last: file.last }).toEqual({ begunAnew: [2], last: 2 });
  });

  it('stays lost where there can be no other', async () => {
    const { file, begunAnew } = await stageFile(1);
    file.replace();
    await file.lastAttempt();
    expect(begunAnew).toEqual([]);
  });

  it('knows what is lost with it: all that it has not committed', async () => {
    const { file, events } = await stageFile();
    for (let count = 0; count < 3; count += 1) file.append(record, makePeer());
    events[0]?.committed(1);
    expect([...file.uncommittedFrom(1)]).toEqual([
      { direction: 'in', size: 3 },
      { direction: 'in', size: 3 },
    ]);
    file.end();
    expect([...file.uncommittedFrom(1)]).toEqual([]);
  });
});

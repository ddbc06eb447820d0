import { describe, expect, it } from 'vitest';
import { SessionReader } from '../../../electron/engine/session/sessionReader.ts';
import { NamedQuery } from '../../../electron/engine/store/namedReads.ts';
import type { QueryProgress, RecordQuery, RecordReader } from '../../../electron/engine/store/store.ts';
import { Cell } from '../../../shared/base/signal.ts';
import { UnreadReader } from '../../support/unreadReader.ts';

const found = (matches: number): QueryProgress => ({
  state: 'current',
  problem: null,
  matches,
  dropped: 0,
  first: 1,
  scanned: matches,
  last: matches,
});

class StagedQuery extends NamedQuery implements RecordQuery {
  readonly progress: Cell<QueryProgress>;
  isClosed = false;

  constructor(matches: number) {
    super();
    this.progress = new Cell(found(matches));
  }

  ask(): Promise<never> {
    return Promise.reject(new Error('Nobody asks here.'));
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

/** A file whose filters open when the test says so, and match this often. */
class StagedFile {
  readonly queries: StagedQuery[] = [];
  readonly reader: RecordReader;
  private readonly opening: (() => void)[] = [];

  constructor(matches: number) {
    this.reader = Object.assign(new UnreadReader(), {
      query: () =>
        new Promise<RecordQuery>((resolve) => {
          this.opening.push(() => {
            const query = new StagedQuery(matches);
            this.queries.push(query);
            resolve(query);
          });
        }),
    });
  }

  /** How many filters are being opened. */
  get pending(): number {
    return this.opening.length;
  }

  opens(): void {
    for (const open of this.opening.splice(0)) open();
  }

  closed(): readonly boolean[] {
    return this.queries.map(({ isClosed }) => isClosed);
  }
}

/** Everything that follows without a socket or a file has happened then. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a filter of a session whose file is lost', () => {
  it('is about the file in its place, and the lost one is not read any more', async () => {
    const [lost, next] = [new StagedFile(1), new StagedFile(2)];
    const reader = new SessionReader(lost.reader);
    const opening = reader.query('x');
    lost.opens();
    const query = await opening;
    const replaced = reader.replaceWriter(next.reader);
    await turn();
    next.opens();
    await replaced;
    await turn();
    expect(query.progress.value.matches).toBe(2);
    expect([lost.closed(), next.closed()]).toEqual([[true], [false]]);
  });

  it('is about the file in its place although it was still being opened', async () => {
    const [lost, next] = [new StagedFile(1), new StagedFile(2)];
    const reader = new SessionReader(lost.reader);
    const opening = reader.query('x');
    const replaced = reader.replaceWriter(next.reader);
    await turn();
    lost.opens();
    await turn();
    next.opens();
    await replaced;
    const query = await opening;
    await turn();
    expect(query.progress.value.matches).toBe(2);
    expect([lost.closed(), next.closed()]).toEqual([[true], [false]]);
  });

  it.each([
    ['in turn', [1, 2]],
    ['the other way round', [2, 1]],
  ])('leaves nothing open when two files are lost in quick succession, and open %s', async (_how, order) => {
    const files = [new StagedFile(1), new StagedFile(2), new StagedFile(3)] as const;
    const reader = new SessionReader(files[0].reader);
    const opening = reader.query('x');
    files[0].opens();
    const query = await opening;
    const replaced = [reader.replaceWriter(files[1].reader), reader.replaceWriter(files[2].reader)];
    await turn();
    expect(files.map(({ pending }) => pending)).toEqual([0, 1, 1]);
    for (const index of order) {
      files[index]?.opens();
      await turn();
    }
    await Promise.all(replaced);
    expect(query.progress.value.matches).toBe(3);
    expect(files.map((file) => file.closed())).toEqual([[true], [true], [false]]);
    await reader.close();
    expect(files[2].closed()).toEqual([true]);
  });
});

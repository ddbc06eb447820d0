import { describe, expect, it } from 'vitest';
import { connectionChanges } from '../../../electron/engine/handlers/connectionChanges.ts';
import type { ConnectionList } from '../../../electron/engine/workspace/connectionFiles.ts';
import { Cell } from '../../../shared/base/signal.ts';
import type { ConnectionChanges } from '../../../shared/contract/connections.ts';
import { fakeConnection } from '../../support/fakeEngine.ts';

describe('a long list of connections', () => {
  it('is told in pieces, and its folders with the first', async () => {
    const connections = Array.from({ length: 150 }, (_, number) => fakeConnection(`c${number}`));
    const problems = [{ file: 'broken.json', line: 1, column: 1, message: 'This is not JSON.' }];
    const whole = { isWhole: true, unread: null, connections, folders: [{ path: 'f' }], problems };
    const list = new Cell<ConnectionList>(whole);
    const abort = new AbortController();
    const told: ConnectionChanges[] = [];
    for await (const item of connectionChanges(list, abort.signal)) {
      told.push(item);
      if (told.length === 2) list.set({ ...whole, connections: connections.slice(1) });
      if (told.length === 3) abort.abort();
    }
    expect(
      told.map((item) => [
        item.isWhole,
        item.connections.length,
        item.folders?.length ?? null,
        item.gone.length,
      ]),
    ).toEqual([
      [false, 100, 1, 0],
      [true, 50, null, 0],
      [true, 0, null, 1],
    ]);
    expect(told.map(({ problems: some }) => some)).toEqual([null, problems, null]);
  });
});

import { describe, expect, it } from 'vitest';
import { MissedConnections } from '../../../renderer/state/workspace/missedConnections.ts';
import { fakeConnection } from '../../support/fakeEngine.ts';

const connection = fakeConnection('c1', 'redis');
const there = new Map([[connection.id, connection]]);
const gone = new Map<string, typeof connection>();

describe('a connection that leaves the list', () => {
  it('is missed, unless it is deleted here; and again once it was brought back', async () => {
    const missing = new MissedConnections(() => undefined);
    expect([...missing.look(there, gone).keys()]).toEqual(['c1']);
    expect(missing.look(gone, there).size).toBe(0);
    await missing.leave([connection.id], async () => {
      expect(missing.look(there, gone).size).toBe(0);
    });
    // A checkout brings it back, and another one moves its file.
    expect(missing.look(gone, there).size).toBe(0);
    expect([...missing.look(there, gone).keys()]).toEqual(['c1']);
    missing.dispose();
  });
});

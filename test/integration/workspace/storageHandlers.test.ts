import { describe, expect, it } from 'vitest';
import { contract } from '../../../shared/contract/contract.ts';
import type { Storage } from '../../../shared/model/storage.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import { createMemoryPair } from '../../support/memoryPair.ts';
import { serve } from '../../../shared/rpc/serve.ts';
import { createSessionBench } from '../../support/sessionBench.ts';
import { tcpPeer } from '../../support/peers.ts';
import { until } from '../../support/until.ts';

describe('the room for recordings, as a window sees it', () => {
  it('is told and changed, and what is deleted goes from the list with the session that shows it', async () => {
    await using bench = await createSessionBench();
    await using peer = await tcpPeer((socket) => socket.write('some words'));
    const [ours, theirs] = createMemoryPair();
    const serving = serve(contract, bench.engine.handlers, theirs);
    const client = createClient(contract);
    client.attach(ours);
    const seen: Storage[] = [];
    client.subscribe('storage.watch', {}, (storage) => void seen.push(storage));
    const latest = (): Storage | undefined => seen.at(-1);

    const endpoint = { kind: 'tcp-client', address: `tcp://127.0.0.1:${peer.port}` } as const;
    const session = await bench.open(endpoint);
    await until(() => (latest()?.usedBytes ?? 0) > 0);
    expect(latest()?.unnamedCount).toBe(0);
    await client.call('storage.setBudget', { budgetBytes: 20_000_000 });
    await until(() => latest()?.budgetBytes === 20_000_000);
    expect(await client.call('storage.deleteUnnamed', {})).toEqual({
      deleted: 0,
      deletion: null,
      problem: null,
    });

    await session.close();
    await until(() => latest()?.unnamedCount === 1);
    const { deleted, deletion } = await client.call('storage.deleteUnnamed', {});
    expect(deleted).toBe(1);
    await until(() => latest()?.usedBytes === 0);
    expect(bench.engine.recordings.list.value).toEqual([]);
    if (deletion === null) throw new Error('Nothing can be undone.');
    await client.call('deletions.undo', { deletion });
    await until(() => latest()?.unnamedCount === 1);
    await client.call('storage.deleteUnnamed', {});
    expect(bench.engine.sessions.all.value).toEqual([]);
    client.dispose();
    serving.dispose();
  });
});

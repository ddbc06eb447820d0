import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { subscription } from '../../../shared/contract/define.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import { createMemoryPair } from '../../../shared/rpc/memory.ts';
import { serve } from '../../../shared/rpc/serve.ts';

describe('a subscription of many items', () => {
  it('holds no listener for each that was taken', async () => {
    const contract = { 'test.count': subscription(z.strictObject({}), z.strictObject({ value: z.int() })) };
    let most = 0;
    const [ours, theirs] = createMemoryPair();
    const serving = serve(
      contract,
      {
        'test.count': async function* count(_input, { signal }) {
          for (let value = 0; value < 1000; value += 1) {
            yield { value };
            most = Math.max(most, getEventListeners(signal, 'abort').length);
          }
        },
      },
      theirs,
    );
    const client = createClient(contract);
    client.attach(ours);
    const ended = Promise.withResolvers<void>();
    client.subscribe(
      'test.count',
      {},
      () => undefined,
      () => ended.resolve(),
    );
    await ended.promise;
    expect(most).toBeLessThan(3);
    client.dispose();
    serving.dispose();
  });
});

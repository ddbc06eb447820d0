import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { call } from '../../../shared/contract/define.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import { createMemoryPair } from '../../support/memoryPair.ts';
import { serve } from '../../../shared/rpc/serve.ts';

const contract = { 'test.double': call(z.strictObject({ value: z.number() }), z.number()) };

describe('calls that are made while a window opens', () => {
  it('are answered as soon as there is a way to the engine, without those that were cancelled', async () => {
    const client = createClient(contract);
    const asked: number[] = [];
    const cancelled = new AbortController();
    const first = client.call('test.double', { value: 1 });
    const dropped = client.call('test.double', { value: 2 }, { signal: cancelled.signal });
    cancelled.abort();
    await expect(dropped).rejects.toMatchObject({ code: 'ABORTED' });
    const [near, far] = createMemoryPair();
    const server = serve(
      contract,
      {
        'test.double': ({ value }) => {
          asked.push(value);
          return value * 2;
        },
      },
      far,
    );
    client.attach(near);
    await expect(first).resolves.toBe(2);
    expect(asked).toEqual([1]);
    client.dispose();
    server.dispose();
  });

  it('are rejected when no way is found', async () => {
    const client = createClient(contract);
    const asked = client.call('test.double', { value: 1 });
    client.close('The token is wrong.');
    await expect(asked).rejects.toMatchObject({ code: 'DISCONNECTED' });
  });
});

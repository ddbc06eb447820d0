import { createMemoryPair } from '../support/memoryPair.ts';
import { describeRpc } from './rpcSuite.ts';

describeRpc(
  'a pair in memory',
  async () => {
    const [client, server] = createMemoryPair();
    return {
      client,
      server,
      dispose: async () => {
        client.close('The test is over.');
      },
    };
  },
  20_000,
);

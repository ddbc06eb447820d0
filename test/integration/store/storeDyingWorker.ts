/** The store's worker, which ends when a session is opened at `tcp://die`, as it would on a fault in the runtime. */
import { parentPort } from 'node:worker_threads';
import type { StoreRequest } from '../../../electron/engine/store/protocol.ts';

parentPort?.on('message', (request: StoreRequest) => {
  if (request.type === 'append' && request.meta.some(([, value]) => value === 'tcp://die')) process.exit(7);
});
await import('../../../electron/engine/store/worker/storeWorker.ts');

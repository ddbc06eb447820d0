/** The store's worker thread starts here. */
import { parentPort } from 'node:worker_threads';
import type { StoreRequest } from '../protocol.ts';
import { StoreService } from './storeService.ts';

if (!parentPort) throw new Error('The store runs in a worker thread: start it with createStore.');
const port = parentPort;
const service = new StoreService((answer, transfer) => port.postMessage(answer, transfer));
port.on('message', (request: StoreRequest) => service.handle(request));

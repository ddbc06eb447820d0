/**
 * A program that records until it is killed: into a file, keeping so many payloads (0 for all), with threads that start with a URL. It tells
 * its parent what is committed, and when it was cut.
 */
import { createStore } from '../../../electron/engine/store/main/createStore.ts';
import { head, pattern, record } from './storeFixture.ts';

const path = process.argv[2] ?? '';
const bytes = pattern(2000);
const store = createStore({ workerUrl: new URL(process.argv[4] ?? '') });
const writer = await store.create(path, head, {
  committed: (total) => process.send?.(total),
  cut: () => process.send?.('cut'),
  filled: () => undefined,
  drained: () => undefined,
  held: (message) => process.send?.(message),
  recovered: () => undefined,
  stopped: (message) => process.send?.(message),
});
const payloads = Number(process.argv[3] ?? 0);
if (payloads > 0) writer.keep({ payloads });
for (;;) {
  for (let index = 0; index < 500; index += 1) writer.append(record({ bytes: bytes.subarray(0, index) }));
  await writer.flush();
}

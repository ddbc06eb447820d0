import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How many bytes stand in buffers that something still refers to; garbage is collected first. */
export function liveBufferBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // What a finalizer lets go of is collected the second time.
  collect();
  collect();
  return process.memoryUsage().arrayBuffers;
}

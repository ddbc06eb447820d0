import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { vi } from 'vitest';

/** What the engine reads a workspace with. */
type Reading = 'readdirSync' | 'openSync';

/** A disk on which one path cannot be read: the calls of this name fail with the code until it is disposed of. */
export function refusingDisk(call: Reading, refused: string, code: string): Disposable {
  const real = fs[call];
  const spied = vi.spyOn(fs, call).mockImplementation((...args: readonly unknown[]) => {
    if (args[0] === refused) throw Object.assign(new Error(`${code}: ${refused}`), { code });
    return Reflect.apply(real, fs, args);
  });
  syncBuiltinESMExports();
  return {
    [Symbol.dispose]() {
      spied.mockRestore();
      syncBuiltinESMExports();
    },
  };
}

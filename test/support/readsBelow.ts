import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { sep } from 'node:path';
import { vi } from 'vitest';

/** What the engine reads a tree of files with. */
const readings = ['readdirSync', 'openSync', 'lstatSync'] as const;

/** Counts how often something in a folder, or the folder, is read while it lasts. */
export interface ReadsBelow extends Disposable {
  readonly count: () => number;
}

export function readsBelow(folder: string): ReadsBelow {
  let count = 0;
  const spied = readings.map((name) => {
    const real = fs[name];
    return vi.spyOn(fs, name).mockImplementation((...args: readonly unknown[]) => {
      if (`${String(args[0])}${sep}`.startsWith(folder + sep)) count += 1;
      return Reflect.apply(real, fs, args);
    });
  });
  syncBuiltinESMExports();
  return {
    count: () => count,
    [Symbol.dispose]() {
      for (const spy of spied) spy.mockRestore();
      syncBuiltinESMExports();
    },
  };
}

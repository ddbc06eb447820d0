import { describe, expect, it } from 'vitest';
import { LaterCode } from '../../../renderer/state/base/laterCode.ts';

/** Code that is loaded by hand. */
function codeByHand(): {
  readonly code: LaterCode<string>;
  readonly tries: PromiseWithResolvers<string>[];
  readonly told: string[];
} {
  const tries: PromiseWithResolvers<string>[] = [];
  const told: string[] = [];
  const code = new LaterCode(() => {
    const next = Promise.withResolvers<string>();
    tries.push(next);
    return next.promise;
  });
  code.subscribe(() => told.push(code.read().state));
  return { code, tries, told };
}

describe('code that is loaded later', () => {
  it('is loaded once for all who need it', async () => {
    const { code, tries, told } = codeByHand();
    expect(code.read()).toEqual({ state: 'absent' });
    code.prepare();
    const got = [code.get(), code.get()];
    tries[0]?.resolve('code');
    expect(await Promise.all(got)).toEqual(['code', 'code']);
    expect(await code.get()).toBe('code');
    expect(tries).toHaveLength(1);
    expect(code.read()).toEqual({ state: 'loaded', code: 'code' });
    expect(told).toEqual(['loaded']);
  });

  it('is tried again by the next who needs it where it could not be loaded', async () => {
    const { code, tries, told } = codeByHand();
    const first = code.get();
    tries[0]?.reject(new TypeError('Failed to fetch dynamically imported module: http://127.0.0.1/x.js'));
    await expect(first).rejects.toThrow('A part of the window could not be loaded. ');
    expect(told).toEqual(['failed']);
    const second = code.get();
    expect(told).toEqual(['failed', 'absent']);
    tries[1]?.resolve('code');
    expect(await second).toBe('code');
    expect(told).toEqual(['failed', 'absent', 'loaded']);
  });
});

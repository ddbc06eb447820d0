import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { onAbort, untilAborted } from '../../../shared/base/onAbort.ts';
import { orAborted } from '../../../shared/base/orAborted.ts';
import { Cell } from '../../../shared/base/signal.ts';

const listenersOf = ({ signal }: AbortController): number => getEventListeners(signal, 'abort').length;

describe('what listens for an abort', () => {
  it('acts once, when the signal fires, and is not held any more', () => {
    const abort = new AbortController();
    let acts = 0;
    onAbort(abort.signal, () => void (acts += 1));
    expect([acts, listenersOf(abort)]).toEqual([0, 1]);
    abort.abort();
    expect([acts, listenersOf(abort)]).toEqual([1, 0]);
  });

  it('acts at once where the signal has fired already', () => {
    let acts = 0;
    onAbort(AbortSignal.abort(), () => void (acts += 1)).dispose();
    expect(acts).toBe(1);
  });

  it('never acts after it was disposed, and is not held', () => {
    const abort = new AbortController();
    let acts = 0;
    onAbort(abort.signal, () => void (acts += 1)).dispose();
    expect(listenersOf(abort)).toBe(0);
    abort.abort();
    expect(acts).toBe(0);
  });

  it('may be all that is waited for', async () => {
    const abort = new AbortController();
    const waiting = untilAborted(abort.signal);
    abort.abort();
    await expect(waiting).resolves.toBeUndefined();
    await expect(untilAborted(abort.signal)).resolves.toBeUndefined();
  });

  it('cuts work off with its reason, and is let go of when the work is done first', async () => {
    const abort = new AbortController();
    await expect(orAborted(Promise.resolve(1), abort.signal)).resolves.toBe(1);
    expect(listenersOf(abort)).toBe(0);
    const cut = orAborted(new Promise(() => undefined), abort.signal);
    abort.abort('enough');
    await expect(cut).rejects.toBe('enough');
  });
});

describe('whoever follows a value', () => {
  it('listens once, however often it changes, and not any more when it has seen enough', async () => {
    const abort = new AbortController();
    const value = new Cell(0);
    for await (const seen of value.changes(abort.signal)) {
      expect(listenersOf(abort)).toBe(1);
      if (seen === 100) break;
      queueMicrotask(() => value.set(seen + 1));
    }
    expect(listenersOf(abort)).toBe(0);
  });

  it('is let go at once when the signal fires while it waits', async () => {
    const abort = new AbortController();
    const seen: number[] = [];
    for await (const each of new Cell(7).changes(abort.signal)) {
      seen.push(each);
      queueMicrotask(() => abort.abort());
    }
    expect(seen).toEqual([7]);
  });
});

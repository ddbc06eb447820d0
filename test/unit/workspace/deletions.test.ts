import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Deletions, type Removed } from '../../../electron/engine/workspace/deletions.ts';
import { undoMs } from '../../../shared/model/deletion.ts';
import type { DeletionId } from '../../../shared/model/ids.ts';

/** Notes what becomes of a part; `refuse` makes the next attempt to bring it back fail. */
function part(name: string, log: string[], refuse: { now: boolean } = { now: false }): Removed {
  return {
    said: [{ name }],
    restore: async () => {
      if (refuse.now) throw new Error('The disk is full.');
      log.push(`${name} is back`);
    },
    lapse: async () => void log.push(`${name} is gone`),
  };
}

function newDeletions(): Deletions {
  let last = 0;
  return new Deletions(() => `d${(last += 1)}`);
}

const made = (deletions: Deletions, ...parts: Removed[]): Promise<DeletionId> =>
  deletions.make(() => Promise.resolve(parts));

describe('what was deleted', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('comes back as one, in its order, and only once', async () => {
    const log: string[] = [];
    const deletions = newDeletions();
    const id = await made(deletions, part('connection', log), part('message', log));
    await vi.advanceTimersByTimeAsync(undoMs);
    expect(deletions.said).toEqual([{ name: 'connection' }, { name: 'message' }]);
    await deletions.undo(id);
    expect(log).toEqual(['connection is back', 'message is back']);
    await expect(deletions.undo(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(log).toHaveLength(2);
  });

  it('is gone for good a little after it was offered to come back', async () => {
    const log: string[] = [];
    const deletions = newDeletions();
    const id = await made(deletions, part('connection', log));
    await vi.advanceTimersByTimeAsync(undoMs + 5000);
    expect(log).toEqual(['connection is gone']);
    expect(deletions.said).toEqual([]);
    await expect(deletions.undo(id)).rejects.toThrow('It is too late to undo this deletion.');
  });

  it('can be tried again where it could not come back, without what is back already', async () => {
    const log: string[] = [];
    const refuse = { now: true };
    const deletions = newDeletions();
    const id = await made(deletions, part('connection', log), part('message', log, refuse));
    await expect(deletions.undo(id)).rejects.toThrow('The disk is full.');
    refuse.now = false;
    await deletions.undo(id);
    expect(log).toEqual(['connection is back', 'message is back']);
  });

  it('does not come back once everything ends', async () => {
    const log: string[] = [];
    const deletions = newDeletions();
    const id = await made(deletions, part('one', log));
    await made(deletions, part('two', log));
    await deletions.close();
    expect(log).toEqual(['one is gone', 'two is gone']);
    await expect(deletions.undo(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is still said while it is on its way back, and everything ends only after that', async () => {
    const log: string[] = [];
    const deletions = newDeletions();
    const gate = Promise.withResolvers<void>();
    const slow = part('one', log);
    const id = await made(deletions, { ...slow, restore: () => gate.promise.then(() => slow.restore()) });
    const undoing = deletions.undo(id);
    expect(deletions.said).toEqual([{ name: 'one' }]);
    const closing = deletions.close().then(() => log.push('closed'));
    await expect(deletions.undo(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    gate.resolve();
    await Promise.all([undoing, closing]);
    expect(log).toEqual(['one is back', 'closed']);
    expect(deletions.said).toEqual([]);
  });

  it('that is asked for while everything ends comes back before that, too', async () => {
    const log: string[] = [];
    const deletions = newDeletions();
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
    const held = (name: string, gate: Promise<void>): Removed => {
      const slow = part(name, log);
      return { ...slow, restore: () => gate.then(() => slow.restore()) };
    };
    const first = await made(deletions, held('one', gates[0].promise));
    const second = await made(deletions, held('two', gates[1].promise));
    const undoing = [deletions.undo(first)];
    const closing = deletions.close().then(() => log.push('closed'));
    undoing.push(deletions.undo(second));
    gates[0].resolve();
    await undoing[0];
    await vi.advanceTimersByTimeAsync(0);
    gates[1].resolve();
    await Promise.all([...undoing, closing]);
    expect(log).toEqual(['one is back', 'two is back', 'closed']);
  });

  it('is said before anybody looks for what nothing says any more', async () => {
    const log: string[] = [];
    const deletions = newDeletions();
    const gate = Promise.withResolvers<void>();
    // Off every list at once, and told a moment later.
    const making = deletions.make(() => gate.promise.then(() => part('late', log)));
    await deletions.whenSaid(async () => void log.push(`said: ${deletions.said.length}`));
    expect(log).toEqual([]);
    gate.resolve();
    await making;
    await deletions.close();
    expect(log[0]).toBe('said: 1');
    await deletions.whenSaid(async () => void log.push('at once'));
    expect(log.at(-1)).toBe('at once');
  });

  it('is gone for good where it is deleted after the end, or while everything ends', async () => {
    const log: string[] = [];
    const deletions = newDeletions();
    const gate = Promise.withResolvers<void>();
    const making = deletions.make(() => gate.promise.then(() => part('during', log)));
    const closing = deletions.close();
    gate.resolve();
    await closing;
    expect(log).toEqual(['during is gone']);
    await expect(deletions.undo(await making)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const after = await made(deletions, part('after', log));
    expect(log).toEqual(['during is gone', 'after is gone']);
    await expect(deletions.undo(after)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(vi.getTimerCount()).toBe(0);
  });
});

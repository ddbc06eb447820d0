import { setImmediate as nextTurn } from 'node:timers/promises';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { TurnCork } from '../../../../electron/engine/link/ws/turnCork.ts';

/** A socket that notes how many chunks each of its writes had; `finishWrite` ends the one under way. */
function notedSocket(isSlow = false): { socket: Writable; writes: number[]; finishWrite: () => void } {
  const writes: number[] = [];
  const underWay: (() => void)[] = [];
  const wrote = (chunks: number, done: () => void): void => {
    writes.push(chunks);
    if (isSlow) underWay.push(done);
    else done();
  };
  const socket = new Writable({
    write: (_chunk, _encoding, done) => wrote(1, done),
    writev: (chunks, done) => wrote(chunks.length, done),
  });
  return { socket, writes, finishWrite: () => underWay.shift()?.() };
}

describe('what is written to a socket in one turn', () => {
  it('leaves together when the turn ends, and the next turn’s by itself', async () => {
    const { socket, writes } = notedSocket();
    const cork = new TurnCork(socket);
    const write = (): void => {
      cork.hold();
      socket.write('message');
    };
    for (let count = 0; count < 5; count += 1) write();
    expect(writes).toEqual([]);
    await nextTurn();
    expect(writes).toEqual([5]);
    write();
    await nextTurn();
    expect(writes).toEqual([5, 1]);
  });

  it('does not wait for the end of the turn when it is much', () => {
    const { socket, writes } = notedSocket();
    const cork = new TurnCork(socket);
    for (let count = 0; count < 4; count += 1) {
      cork.hold();
      socket.write(Buffer.alloc(40_000));
    }
    expect(writes).toEqual([2]);
  });

  it('tells each write how it went, also when the socket is destroyed in the same turn', async () => {
    const { socket } = notedSocket();
    const cork = new TurnCork(socket);
    const outcomes: (Error | null | undefined)[] = [];
    for (let count = 0; count < 3; count += 1) {
      cork.hold();
      socket.write('message', (error) => outcomes.push(error));
    }
    socket.destroy();
    await nextTurn();
    expect(outcomes.map((error) => error instanceof Error)).toEqual([true, true, true]);
  });

  it('goes before the end that is asked for in the same turn', async () => {
    const { socket, writes } = notedSocket();
    const cork = new TurnCork(socket);
    cork.hold();
    socket.write('last words');
    socket.end();
    await nextTurn();
    expect(writes).toEqual([1]);
    expect(socket.writableFinished).toBe(true);
  });

  it('waits behind what is still being written', async () => {
    const { socket, writes, finishWrite } = notedSocket(true);
    const cork = new TurnCork(socket);
    const write = (): void => {
      cork.hold();
      socket.write('message');
    };
    write();
    await nextTurn();
    for (let count = 0; count < 3; count += 1) write();
    await nextTurn();
    expect(writes).toEqual([1]);
    finishWrite();
    await nextTurn();
    expect(writes).toEqual([1, 3]);
  });
});

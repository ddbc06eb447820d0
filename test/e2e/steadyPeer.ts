import { setTimeout as pause } from 'node:timers/promises';
import { wsPeer, type TestPeer } from '../support/peers.ts';

const tickMs = 10;

/** A WebSocket server that goes on sending numbered messages to whoever connects, until it is told to stop. */
export interface SteadyPeer extends TestPeer {
  readonly url: string;
  /** How many messages were sent. */
  readonly sent: () => number;
  /** Stops sending; resolves with how many messages that were. */
  stop(): Promise<number>;
}

/** `perTick` messages every 10 ms; `message` makes the text of each from its number, from 1. */
export async function steadyPeer(perTick: number, message: (number: number) => string): Promise<SteadyPeer> {
  const ending = new AbortController();
  let sent = 0;
  let flowing: Promise<void> = Promise.resolve();
  const peer = await wsPeer((socket) => {
    const flow = async (): Promise<void> => {
      while (!ending.signal.aborted && socket.readyState === socket.OPEN) {
        for (let index = 0; index < perTick; index += 1) {
          sent += 1;
          socket.send(message(sent));
        }
        await pause(tickMs);
      }
    };
    flowing = flow();
  });
  const stop = async (): Promise<number> => {
    ending.abort();
    await flowing;
    return sent;
  };
  return {
    ...peer,
    url: `ws://127.0.0.1:${peer.port}/`,
    sent: () => sent,
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop();
      await peer[Symbol.asyncDispose]();
    },
  };
}

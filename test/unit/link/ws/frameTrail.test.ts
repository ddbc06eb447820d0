import { describe, expect, it } from 'vitest';
import { headProblem } from '../../../../electron/engine/link/ws/headProblem.ts';
import { FrameTrail, type Trail } from '../../../../electron/engine/link/ws/frameTrail.ts';
import { randomBelow, seededRandom } from '../../../support/random.ts';
import { opcodes, webSocketFrame } from '../../../support/rudePeers.ts';
import { breachLimitBytes, webSocketBreaches } from '../../../support/webSocketBreaches.ts';
import { Receiver } from '../../../support/wsReceiver.ts';

const none = Buffer.alloc(0);
const rules = { fromClient: true, messageLimitBytes: breachLimitBytes };
const breaches = webSocketBreaches(true);

/** What `ws` stopped at, of bytes that come in these chunks. */
async function trailOf(chunks: readonly Buffer[]): Promise<Trail> {
  const receiver = new Receiver({ isServer: true, maxPayload: breachLimitBytes });
  const trail = new FrameTrail();
  let told = 0;
  for (const name of ['message', 'ping', 'pong']) receiver.on(name, () => (told += 1));
  let found: Trail | undefined;
  receiver.on('error', () => {
    found = trail.after(told, (head, message) => headProblem(head, message, rules) !== null);
  });
  for (const chunk of chunks) {
    told = 0;
    trail.take(chunk);
    receiver.write(chunk);
    // It tells of an error a tick later, and a socket gives its next chunk after that.
    await new Promise<void>((resolve) => process.nextTick(() => process.nextTick(resolve)));
    if (found) return found;
  }
  throw new Error('It found nothing wrong.');
}

function anyMask(random: () => number): { mask: number[] } {
  return { mask: Array.from({ length: 4 }, () => randomBelow(random, 256)) };
}

function anyMessage(random: () => number): Buffer[] {
  const count = 1 + randomBelow(random, 4);
  const frames: Buffer[] = [];
  for (let index = 0; index < count; index += 1) {
    const opcode = index === 0 ? opcodes.binary : opcodes.continuation;
    const payload = Buffer.alloc(randomBelow(random, 200), index);
    frames.push(webSocketFrame(opcode, payload, { ...anyMask(random), final: index === count - 1 }));
    if (randomBelow(random, 3) === 0) frames.push(webSocketFrame(opcodes.ping, 'between', anyMask(random)));
  }
  return frames;
}

/** Cuts as a network does: where it likes. */
function cut(random: () => number, bytes: Buffer): Buffer[] {
  const largest = 1 + randomBelow(random, bytes.length);
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = Math.min(bytes.length, at + 1 + randomBelow(random, largest));
    // `ws` takes the mask off in place.
    chunks.push(Buffer.from(bytes.subarray(at, end)));
    at = end;
  }
  return chunks;
}

describe('what a peer sent that breaks the protocol', () => {
  it('is found as it came, however the network cuts it', async () => {
    const random = seededRandom(20);
    for (let round = 0; round < 600; round += 1) {
      const breach = breaches[round % breaches.length];
      if (!breach) throw new Error('There is no breach.');
      const { before = none, frame } = breach;
      const good = Array.from({ length: randomBelow(random, 6) }, () => anyMessage(random)).flat();
      const chunks = cut(random, Buffer.concat([...good, before, frame]));
      const found = await trailOf(chunks);
      const came = Buffer.from(found.frame?.bytes ?? none);
      expect({ round, what: breach.what, bytes: Buffer.from(found.fragments.bytes) }).toEqual({
        round,
        what: breach.what,
        bytes: before,
      });
      expect({ round, bytes: came }).toEqual({ round, bytes: frame.subarray(0, came.length) });
      expect(came.length).toBeGreaterThanOrEqual(2);
    }
  });

  it('is kept up to its first mebibyte', async () => {
    const mebibyte = 1024 * 1024;
    const frame = webSocketFrame(opcodes.text, Buffer.alloc(3 * mebibyte, 0xff), { mask: [1, 2, 3, 4] });
    const trail = new FrameTrail();
    for (let at = 0; at < frame.length; at += 65_536) trail.take(frame.subarray(at, at + 65_536));
    const { frame: found } = trail.after(0, () => false);
    expect(found?.size).toBe(frame.length);
    expect(found?.bytes.length).toBe(mebibyte);
    expect(found && Buffer.from(found.bytes).equals(frame.subarray(0, mebibyte))).toBe(true);
    expect(found?.payload).toBe(null);
  });
});

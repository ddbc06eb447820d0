import { describe, expect, it } from 'vitest';
import { FirstHello } from '../../../electron/engine/link/startTls/firstHello.ts';

/** What is kept after these chunks (hex), with `sent` for a send of ours. */
function keptAfter(...events: readonly string[]): string | undefined {
  const hello = new FirstHello();
  for (const event of events) {
    if (event === 'sent') hello.sent();
    else hello.received(Buffer.from(event, 'hex'));
  }
  const kept = hello.take();
  return kept && Buffer.from(kept).toString('hex');
}

describe('a ClientHello that came before TLS was started', () => {
  it.each<[string, string | undefined, string[]]>([
    ['is kept', '16030100050102030405', ['16030100050102030405']],
    ['is kept in pieces', '1603010005', ['16', '03', '0100', '05']],
    ['is kept after other data', '160301', ['48656c6c6f', '160301']],
    ['is none when it was before our last send', undefined, ['160301', 'sent']],
    ['is none when something else came', undefined, ['48656c6c6f']],
    ['is none of another version', undefined, ['16040100']],
    ['is none of another version, in pieces', undefined, ['16', '0401']],
    ['is none when nothing came', undefined, []],
    ['is none that is larger than a record', undefined, ['160301', '00'.repeat(16 * 1024 + 3)]],
    ['is kept up to a record', `160301${'00'.repeat(16 * 1024 + 2)}`, ['160301', '00'.repeat(16 * 1024 + 2)]],
  ])('%s', (_, kept, events) => {
    expect(keptAfter(...events)).toBe(kept);
  });

  it('is a copy: the chunk may be a view that is used again', () => {
    const hello = new FirstHello();
    const chunk = Uint8Array.of(0x16, 3, 1);
    hello.received(chunk);
    chunk.fill(0);
    expect(hello.take()).toEqual(Uint8Array.of(0x16, 3, 1));
    expect(hello.take()).toBe(undefined);
  });
});

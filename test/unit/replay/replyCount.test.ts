import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../electron/engine/replay/exchange.ts';
import { ReplyCount } from '../../../electron/engine/replay/replyCount.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function stream(text: string): Exchange {
  return { weight: text.length, opening: bytes(text).slice(0, 64) };
}

function messages(weight: number, opening: string): Exchange {
  return { weight, opening: bytes(opening) };
}

describe('the replies that are waited for', () => {
  it('are those since the last send: a longer one does not stand for the next', () => {
    const count = new ReplyCount(true, 0);
    count.begin(stream('+1\r\n'));
    expect(count.lacking).toBe(4);
    count.take(bytes('+1 and more\r\n'));
    expect(count.lacking).toBe(0);
    count.begin(stream('+2\r\n'));
    expect(count.lacking).toBe(4);
    count.take(bytes('+2'));
    expect(count.lacking).toBe(2);
  });

  it('do not include one that did not come before', () => {
    const count = new ReplyCount(true, 8);
    expect(count.lacking).toBe(8);
    count.begin(stream('+2\r\n'));
    expect(count.lacking).toBe(4);
  });

  it('may have come early, over several sends', () => {
    const count = new ReplyCount(true, 0);
    count.begin(stream('first\n'));
    count.take(bytes('first\nse'));
    count.take(bytes('cond\nthird\n'));
    count.begin(stream(''));
    expect(count.lacking).toBe(0);
    count.begin(stream('second\n'));
    expect(count.lacking).toBe(0);
    count.begin(stream('third\nfourth\n'));
    expect(count.lacking).toBe(7);
    count.take(bytes('fourth\nbut more'));
    count.begin(stream('fifth\n'));
    expect(count.lacking).toBe(6);
  });

  it('are believed to be early beyond what was kept of them', () => {
    const count = new ReplyCount(true, 0);
    const [second, third] = [`second${'.'.repeat(200)}`, `third${'.'.repeat(200)}`];
    count.take(bytes(second + third));
    count.begin(stream(second));
    count.begin(stream(third));
    expect(count.lacking).toBe(0);
    count.begin(stream('+1\r\n'));
    expect(count.lacking).toBe(4);
  });

  it('are whole messages where there are some', () => {
    const count = new ReplyCount(false, 0);
    count.begin(messages(1, 'one'));
    for (const text of ['one', 'two', 'three']) count.take(bytes(text));
    count.begin(messages(1, 'two'));
    expect(count.lacking).toBe(0);
    count.begin(messages(1, 'three'));
    expect(count.lacking).toBe(0);
    for (const text of ['news', 'more news']) count.take(bytes(text));
    count.begin(messages(2, 'four'));
    expect(count.lacking).toBe(2);
  });
});

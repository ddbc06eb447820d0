import { describe, expect, it } from 'vitest';
import { WindowAsks } from '../../../electron/desktop/windowAsks.ts';

describe('what is asked of a window outside of its page', () => {
  it('is given once, also when more is asked while the page is busy with the one before', async () => {
    const asks = new WindowAsks<string>();
    const page = asks.taken(new AbortController().signal);
    asks.add('a');
    asks.add('b');
    expect(await page.next()).toMatchObject({ value: 'a' });
    asks.add('c');
    expect(await page.next()).toMatchObject({ value: 'b' });
    expect(await page.next()).toMatchObject({ value: 'c' });
    const next = page.next();
    asks.add('d');
    expect(await next).toMatchObject({ value: 'd' });
  });

  it('waits for the next page where the one before has gone', async () => {
    const asks = new WindowAsks<string>();
    asks.add('a');
    asks.add('b');
    const first = asks.taken(new AbortController().signal);
    expect(await first.next()).toMatchObject({ value: 'a' });
    await first.return();
    expect(await asks.taken(new AbortController().signal).next()).toMatchObject({ value: 'b' });
  });

  it('is forgotten, the oldest first, where nobody takes it', async () => {
    const asks = new WindowAsks<number>();
    for (let ask = 0; ask < 150; ask += 1) asks.add(ask);
    expect(await asks.taken(new AbortController().signal).next()).toMatchObject({ value: 50 });
  });
});

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeEnvelope } from '../../../shared/rpc/binaryEnvelope.ts';
import { liveBufferBytes } from '../../support/liveBuffers.ts';
import { numberedMessage, range, recordedNumbers } from '../../support/numberedMessages.ts';
import { createSessionBench, reaches, webSocketTo } from '../../support/sessionBench.ts';
import { nextHead, openSocket, sendHead, startTestServer } from '../../support/testServer.ts';
import { until } from '../../support/until.ts';

const itemSchema = z.object({
  type: z.literal('item'),
  output: z.object({ last: z.number(), rows: z.array(z.object({ seq: z.number() })) }),
});

const megabyte = 1024 * 1024;

describe('a page that freezes in the middle of a flood', () => {
  it('costs the engine nothing, and goes on with what is now', async () => {
    await using bench = await createSessionBench();
    await using server = await startTestServer({ handlers: bench.engine.handlers });
    const session = await bench.open({ kind: 'ws-server', address: 'ws://127.0.0.1:0/' });
    const page = await openSocket(server);
    sendHead(page, { type: 'hello', token: server.token });
    await nextHead(page);
    const items: z.infer<typeof itemSchema>['output'][] = [];
    page.on('message', (bytes: Buffer) => {
      const decoded = decodeEnvelope(bytes);
      items.push(itemSchema.parse(decoded.ok ? decoded.value.head : null).output);
    });
    const source = { session: session.id };
    sendHead(page, { type: 'subscribe', id: 1, method: 'records.tail', input: { source, rows: 100 } });
    await until(() => items.length === 1);

    // From here on it acknowledges nothing.
    const client = await webSocketTo(session);
    const sendUpTo = async (from: number, to: number): Promise<void> => {
      for (const number of range(from, to)) {
        client.send(numberedMessage(number, 1000));
        if (number % 1000 === 0) await reaches(session, ({ payloadsIn }) => payloadsIn >= number - 2000);
      }
      await reaches(session, ({ payloadsIn }) => payloadsIn === to);
      await until(() => session.committed.value === session.info.value.records);
    };
    await sendUpTo(1, 5000);
    const before = liveBufferBytes();
    await sendUpTo(5001, 25_000);
    expect(items).toHaveLength(1);
    // Of 20,000 records, 20 MB, hardly anything stays: what is not acknowledged is not made.
    expect(liveBufferBytes() - before).toBeLessThan(16 * megabyte);

    sendHead(page, { type: 'taken', id: 1 });
    await until(() => items.length === 2);
    const { last } = await session.reader.tail({ rows: 1 });
    expect(items[1]?.last).toBe(last);
    expect(items[1]?.rows.map(({ seq }) => seq)).toEqual(range(last - 99, last));
    page.close();
    client.close();
    await session.close();
    expect((await recordedNumbers(session.reader)).numbers).toEqual(range(1, 25_000));
    expect(session.info.value.unrecordedPayloads).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import type { NewRecord, RecordReader } from '../../../electron/engine/store/store.ts';
import { olderFormats, olderRecording } from '../../support/olderRecordings.ts';
import { fixturesOfOneStore } from './sharedStore.ts';
import { head, rejection, text, type StoreFixture } from './storeFixture.ts';

const newFixture = fixturesOfOneStore();

function sent(content: string, fields: Partial<NewRecord> = {}): Partial<NewRecord> {
  return { direction: 'out', bytes: text(content), ...fields };
}

function received(content: string, fields: Partial<NewRecord> = {}): Partial<NewRecord> {
  return { bytes: text(content), ...fields };
}

async function readerOf(
  fixture: StoreFixture,
  payloads: readonly Partial<NewRecord>[],
): Promise<RecordReader> {
  return fixture.store.open(await fixture.recording(payloads));
}

/** All messages that a person sent, page by page: the text of each, as far as its row has it. */
async function allSent(reader: RecordReader, filter = '', count = 100): Promise<string[]> {
  const found: string[] = [];
  let before: number | null = null;
  for (;;) {
    const { rows, next } = await reader.sent({ before, count, filter });
    found.push(...rows.map(({ preview }) => new TextDecoder().decode(preview)));
    if (next === null) return found;
    before = next;
  }
}

describe('what a person sent, in one recording', () => {
  it('is read newest first, without what was received and what was sent by itself', async () => {
    const reader = await readerOf(newFixture(), [
      sent('hello', { detail: { origin: 'opening' } }),
      sent('one'),
      received('one back'),
      sent('echo', { detail: { origin: 'answer' } }),
      sent('two', { kind: 'binary' }),
      sent('', { kind: 'pong', detail: { isAutomatic: true } }),
      sent('p', { kind: 'ping' }),
      sent('again', { kind: 'text', detail: { origin: 'repeat' } }),
      { kind: 'closed', direction: null, note: 'The connection closed.' },
      sent('bye', { kind: 'close', detail: { code: 1000, reason: '' } }),
    ]);
    expect(await allSent(reader)).toEqual(['p', 'two', 'one']);
  });

  it('comes in pages that neither miss nor repeat one', async () => {
    const messages = Array.from({ length: 5000 }, (_, index) => [sent(`m${index}`), received('back')]).flat();
    const reader = await readerOf(newFixture(), messages);
    const all = await allSent(reader, '', 7);
    expect(all).toEqual(Array.from({ length: 5000 }, (_, index) => `m${4999 - index}`));
  });

  it('is found behind any number of received ones, also where the clock was set back among them', async () => {
    const second = 1_000_000;
    const at = (index: number): number => head.startedAt + index * second;
    const flood = (count: number, time: number) =>
      Array.from({ length: count }, () => received('x', { at: time }));
    const reader = await readerOf(newFixture(), [
      sent('first', { at: at(0) }),
      ...flood(3000, at(10)),
      sent('set back', { at: at(1) }),
      ...flood(3000, at(5)),
      sent('third', { at: at(20) }),
      ...flood(3000, at(30)),
    ]);
    expect(await allSent(reader)).toEqual(['third', 'set back', 'first']);
  });

  it('is filtered by the language of filters, content included', async () => {
    const reader = await readerOf(newFixture(), [
      sent('GET /a'),
      received('GET /b'),
      sent(`${'x'.repeat(3000)}needle`),
      sent('PUT /a'),
    ]);
    expect(await allSent(reader, '"/a"')).toEqual(['PUT /a', 'GET /a']);
    expect(await allSent(reader, 'needle')).toEqual(['x'.repeat(64)]);
    expect(await allSent(reader, '/^get/i')).toEqual(['GET /a']);
    expect(await allSent(reader, 'size<7 and not put')).toEqual(['PUT /a', 'GET /a']);
    expect(await allSent(reader, 'dir:in')).toEqual([]);
  });

  it('is looked for in large messages a little at a time, and no expression is blamed for their size', async () => {
    const large = (content: string) => sent(`${'x'.repeat(2 ** 20 - content.length)}${content}`);
    const reader = await readerOf(newFixture(), [
      large('the needle'),
      ...Array.from({ length: 60 }, () => large('')),
    ]);
    for (const filter of ['/n.e+d/', 'not "x" or "needle"', '"NEEDLE"i']) {
      // Others wait for the worker, which may be recording.
      expect(await reader.sent({ before: null, count: 10, filter })).toMatchObject({
        rows: [],
        next: expect.any(Number) as number,
      });
      expect(await allSent(reader, filter)).toHaveLength(1);
    }
  });

  it('refuses a filter that it does not understand, and stops an expression that runs wild', async () => {
    const reader = await readerOf(newFixture(), [sent(`${'a'.repeat(40)}!`)]);
    expect(await rejection(reader.sent({ before: null, count: 10, filter: 'size>' }))).toMatchObject({
      code: 'BAD_REQUEST',
    });
    expect(await rejection(reader.sent({ before: null, count: 10, filter: '/^(a+)+$/' }))).toMatchObject({
      code: 'LIMIT',
      message: expect.stringContaining('took too long on record number 1') as string,
    });
  });

  it('is read while it is recorded', async () => {
    const { writer } = await newFixture().create();
    for (const message of ['one', 'two']) {
      writer.append({
        at: head.startedAt,
        peer: 1,
        direction: 'out',
        kind: 'data',
        bytes: text(message),
        note: null,
      });
      expect((await allSent(writer)).at(0)).toBe(message);
    }
    await writer.finish(head.startedAt);
  });

  it.each(olderFormats)('is everything that was sent, in a recording of format %i', async (format) => {
    const fixture = newFixture();
    const reader = await fixture.store.open(olderRecording(format, 'client', fixture.folder));
    const found = await allSent(reader);
    expect(found.at(0)).toBe('QUIT\r\n');
    expect(found.at(-1)).toBe('PING\r\n');
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { layOutText, type TextRow } from '../../../renderer/features/inspector/textLayout.ts';
import { TextRows } from '../../../renderer/features/inspector/textRows.ts';
import {
  textBlockBytes,
  textMarginBytes,
  TextViewModel,
} from '../../../renderer/features/inspector/textView.ts';
import { createByteWindow, type ByteWindow } from '../../../renderer/state/records/byteWindow.ts';
import { sessionIdSchema } from '../../../shared/model/ids.ts';
import { createFakeRecords, type FakeRecords } from '../../support/fakeRecords.ts';
import { randomBytes, seededRandom } from '../../support/random.ts';
import { until } from '../../support/until.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function layOut(bytes: Uint8Array, columns = 80): TextRow[] {
  return layOutText(bytes, { from: 0, to: bytes.length, startsLine: true, columns });
}

function textsOf(text: string, columns?: number): string[] {
  const bytes = encoder.encode(text);
  return layOut(bytes, columns).map(({ from, to }) => decoder.decode(bytes.subarray(from, to)));
}

describe('text in rows', () => {
  it('breaks behind line feeds and where a line is too long', () => {
    expect(textsOf('one\r\ntwo\n\nthree')).toEqual(['one\r\n', 'two\n', '\n', 'three']);
    expect(textsOf('abcdefgh\nij', 3)).toEqual(['abc', 'def', 'gh', '\n', 'ij']);
    const starts = layOut(encoder.encode('abcdef\ng'), 3).map((row) => row.startsLine);
    expect(starts).toEqual([true, false, false, true]);
  });

  it('counts wide characters twice, and escapes and signs with all their letters', () => {
    expect(textsOf('a\tb\0', 4)).toEqual(['a\tb', '\0']);
    expect(textsOf('日本語', 4)).toEqual(['日本', '語']);
    expect(textsOf('a\u202eb', 8)).toEqual(['a', '\u202e', 'b']);
  });

  it('loses no byte and splits no character, whatever the bytes', () => {
    const random = seededRandom(21);
    for (let times = 0; times < 500; times += 1) {
      const bytes = randomBytes(random, 300);
      const rows = layOut(bytes, 20);
      let at = 0;
      for (const { from, to } of rows) {
        expect(from).toBe(at);
        expect(to).toBeGreaterThan(from);
        at = to;
      }
      expect(at).toBe(bytes.length);
      const whole = rows.map(({ from, to }) => decoder.decode(bytes.subarray(from, to))).join('');
      expect(whole.replaceAll('\ufffd', '')).toBe(decoder.decode(bytes).replaceAll('\ufffd', ''));
    }
  });

  it('stays fluid with a line of nothing but combining marks', () => {
    const bytes = encoder.encode('\u0301'.repeat(200_000));
    expect(Math.max(...layOut(bytes, 100).map(({ from, to }) => to - from))).toBeLessThanOrEqual(200);
  });

  it('gives a character at a block’s edge to the block that it begins in', () => {
    const bytes = encoder.encode('aa€bb');
    const first = layOutText(bytes, { from: 0, to: 3, startsLine: true, columns: 80 });
    const second = layOutText(bytes, { from: 3, to: 7, startsLine: false, columns: 80 });
    expect(first).toEqual([{ from: 0, to: 5, startsLine: true }]);
    expect(second).toEqual([{ from: 5, to: 7, startsLine: false }]);
  });
});

describe('the numbering of rows that are partly known', () => {
  it('takes the first block as the estimate for the others, and each as it is once it is known', () => {
    const rows = new TextRows(4, 100);
    rows.learn(0, 250);
    expect(rows.rowCount).toBe(1_000);
    rows.learn(2, 10);
    expect(rows.rowCount).toBe(760);
    expect([0, 249, 250, 499, 500, 509, 510, 759].map((row) => rows.blockOf(row))).toEqual([
      0, 0, 1, 1, 2, 2, 3, 3,
    ]);
  });

  it('passes over blocks without rows', () => {
    const rows = new TextRows(3, 5);
    rows.learn(0, 5);
    rows.learn(1, 0);
    expect(rows.blockOf(4)).toBe(0);
    expect(rows.blockOf(5)).toBe(2);
  });
});

describe('a long text of which only the screen is fetched', () => {
  let records: FakeRecords;
  let bytes: ByteWindow;
  afterEach(() => {
    bytes.dispose();
    records[Symbol.dispose]();
  });

  /** Lines of 10 bytes in the first half, of 100 in the second. */
  function open(size: number): void {
    records = createFakeRecords(1, (at) => (at % (at < size / 2 ? 10 : 100) === 9 ? 0x0a : 0x61), size);
    const source = { session: sessionIdSchema.parse('s1') };
    const options = { blockBytes: textBlockBytes, marginBytes: textMarginBytes };
    bytes = createByteWindow(records.client, source, { seq: 1, size }, options);
  }

  it('asks for the blocks on the screen alone', async () => {
    open(64_000_000);
    const text = new TextViewModel(bytes, 80);
    text.show(0, 40);
    await until(() => bytes.block(0) !== undefined);
    expect(text.takeIn(0, 40)).toBe(true);
    expect(text.lineAt(1)).toMatchObject({ row: { from: 10, to: 20, startsLine: true } });
    expect(records.askedBytes).toEqual([0]);
  });

  it('keeps what is read where it is when a block above it turns out longer', async () => {
    open(64_000_000);
    const text = new TextViewModel(bytes, 80);
    const first = Math.floor(text.rowCount * 0.75);
    text.show(first, first + 40);
    await until(() => text.takeIn(first, first + 40) || bytes.block(48_000_000) !== undefined);
    text.takeIn(first, first + 40);
    const top = text.topRowFor({ offset: 48_000_000, rowsBelowTop: 0 });
    const anchor = text.anchorAt(top, top + 40);
    const before = text.lineAt(top);
    text.show(0, 40);
    await until(() => bytes.block(0) !== undefined);
    expect(text.takeIn(0, 40)).toBe(true);
    const after = text.lineAt(text.topRowFor(anchor));
    expect(after?.block.start).toBe(before?.block.start);
    expect(after?.row).toEqual(before?.row);
  });
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatIsoTime } from '../../../shared/base/time.ts';
import { parseBase64 } from '../../../shared/bytes/base64.ts';
import { parseHex } from '../../../shared/bytes/hex.ts';
import { isUtf8 } from '../../../shared/bytes/utf8.ts';
import { LineBytes } from '../../../shared/forms/lineBytes.ts';
import { RecordFormWriter, startOfRecord, type PlaceInRecord } from '../../../shared/forms/recordForm.ts';
import { recordFormOf } from '../../../shared/forms/recordForms.ts';
import type { RecordContent } from '../../../shared/model/record.ts';
import type { RecordFormName } from '../../../shared/model/recordForm.ts';
import { needs, programs } from '../../support/needs.ts';
import { randomBytes, seededRandom } from '../../support/random.ts';

const encoder = new TextEncoder();

function record(seq: number, bytes: Uint8Array | string, change: Partial<RecordContent> = {}): RecordContent {
  const content = typeof bytes === 'string' ? encoder.encode(bytes) : bytes;
  return {
    seq,
    at: 1_790_000_000_123_456 + seq,
    peer: 1,
    direction: seq % 2 === 0 ? 'in' : 'out',
    kind: 'data',
    size: content.length,
    note: null,
    bytes: content,
    ...change,
  };
}

function event(seq: number, note: string): RecordContent {
  return record(seq, '', { kind: 'opened', direction: null, note });
}

/** Every byte there is, all sorts of text, and nothing. */
function anyRecords(count: number, seed: number): RecordContent[] {
  const random = seededRandom(seed);
  const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const others = Array.from({ length: count }, (_, index) => record(index + 3, randomBytes(random, 200)));
  return [record(1, every), record(2, ''), ...others];
}

/** As the engine writes them: each piece with a writer of its own. */
function writtenInPieces(
  name: RecordFormName,
  records: readonly RecordContent[],
  pieceBytes: number,
): string {
  const pieces: Uint8Array[] = [];
  let isOpen = false;
  for (const content of records) {
    for (let place: PlaceInRecord | null = startOfRecord; place;) {
      const writer = new RecordFormWriter(recordFormOf(name), new LineBytes(16), isOpen);
      place = writer.piece(content, place, content.bytes.subarray(place.offset, place.offset + pieceBytes));
      isOpen = writer.isOpen;
      pieces.push(writer.lines.take());
    }
  }
  return Buffer.concat(pieces).toString('utf8');
}

function written(name: RecordFormName, records: readonly RecordContent[]): string {
  const writer = new RecordFormWriter(recordFormOf(name), new LineBytes(16));
  for (const content of records) writer.whole(content, content.bytes);
  return Buffer.from(writer.lines.take()).toString('utf8');
}

const hexOf = ({ bytes }: RecordContent): string => Buffer.from(bytes).toString('hex');

describe('records in a form', () => {
  it.each(['shown', 'text', 'hex', 'base64', 'c', 'json', 'bytes'] as const)(
    '%s is the same whether it is written at once or in pieces',
    (name) => {
      const records = anyRecords(200, 5);
      for (const pieceBytes of [12, 24, 108]) {
        expect(writtenInPieces(name, records, pieceBytes)).toBe(written(name, records));
      }
    },
  );

  it('as hex and as Base64 are read back, a line each', () => {
    const records = anyRecords(200, 6).filter(({ size }) => size > 0);
    const hex = written('hex', records).split('\n').map(parseHex);
    const base64 = written('base64', records).split('\n').map(parseBase64);
    const bytes = records.map((each) => ({ ok: true, value: Uint8Array.from(each.bytes) }));
    expect(hex).toEqual(bytes);
    expect(base64).toEqual(bytes);
  });

  it('as JSON lines have every byte, and the text of what is UTF-8', () => {
    const records = anyRecords(300, 7);
    const lines = writtenInPieces('json', records, 12).trimEnd().split('\n');
    const read = lines.map((line): unknown => JSON.parse(line));
    expect(read).toEqual(
      records.map((each) => {
        const { seq, direction, size } = each;
        const at = formatIsoTime(each.at);
        const text = isUtf8(each.bytes) ? Buffer.from(each.bytes).toString('utf8') : undefined;
        return { event: 'record', seq, at, peer: 1, direction, kind: 'data', size, hex: hexOf(each), text };
      }),
    );
  });

  it('as text begin on lines of their own, and end as they end', () => {
    const records = [record(1, 'PING\r\n'), record(2, 'GET'), event(3, 'Closed.'), record(4, 'é')];
    const payloads = records.filter(({ kind }) => kind === 'data');
    expect(written('text', payloads)).toBe('PING\r\nGET\né');
    expect(written('bytes', payloads)).toBe('PING\r\nGETé');
    expect(written('shown', records)).toBe('PING\r\nGET\nClosed.\né');
  });

  it('as they are shown are hex where they are not text, and say what happened', () => {
    const records = [
      record(1, '\x1b[31mred\x1b[0m\t日本'),
      record(2, Uint8Array.of(0x10, 0x0d, 0x00, 0x04, 0x4d)),
      record(3, Uint8Array.of(0x41, 0xff)),
      record(4, 'a\0b', { kind: 'text' }),
      event(5, 'Peer \u202eexe.'),
    ];
    expect(written('shown', records)).toBe(
      '\x1b[31mred\x1b[0m\t日本\n10 0d 00 04 4d\n41 ff\na\0b\nPeer ‹U+202E›exe.',
    );
  });

  it('as Python are what Python reads', needs(programs('python3')), () => {
    const records = anyRecords(60, 8);
    for (const source of [written('python', records), writtenInPieces('python', records, 24)]) {
      const names = records.map(({ seq }) => `record${seq}`);
      const printed = execFileSync('python3', ['-'], {
        input: `${source}\nfor each in [${names.join(', ')}]: print(each.hex())\n`,
      });
      expect(printed.toString().trimEnd().split('\n')).toEqual(records.map(hexOf));
    }
    expect(written('python', [record(7, "it's\r\n")])).toBe(
      '# record 7, 2026-09-21T14:13:20.123463Z, out, data, 6 bytes\nrecord7 = b"it\'s\\r\\n"\n',
    );
  });

  it('as C are what a compiler reads, without a warning', needs(programs('cc')), () => {
    const records = anyRecords(60, 9);
    const folder = mkdtempSync(join(tmpdir(), 'wirebench-forms-'));
    try {
      const print = records.map(({ seq, size }) =>
        size === 0
          ? `(void)record${seq}; puts("");`
          : `for (i = 0; i < sizeof record${seq}; i++) { printf("%02x", record${seq}[i]); } puts("");`,
      );
      const source = `#include <stdio.h>\n${written('c', records)}int main(void) { size_t i; ${print.join('\n')} return 0; }\n`;
      writeFileSync(join(folder, 'records.c'), source);
      const options = ['-std=c89', '-Wall', '-Wextra', '-pedantic', '-Werror'];
      execFileSync('cc', [...options, '-o', join(folder, 'records'), join(folder, 'records.c')]);
      const printed = execFileSync(join(folder, 'records')).toString().split('\n').slice(0, -1);
      expect(printed).toEqual(records.map(hexOf));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

import { isUtf8 } from 'node:buffer';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Output } from '../../../electron/cli/output.ts';
import { createPrinter } from '../../../electron/cli/recordPrinter.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import { formatIsoTime, formatTimeOfDay } from '../../../shared/base/time.ts';
import { formatEscapedText } from '../../../shared/bytes/escapedText.ts';
import { visibleLine } from '../../../shared/bytes/visibleText.ts';
import { toSafeJson } from '../../../shared/json/safeJson.ts';
import { recordKinds, type RecordContent } from '../../../shared/model/record.ts';
import { randomBelow, randomBytes, seededRandom } from '../../support/random.ts';

const notes = [null, null, '', 'A note.', '\ufeffgrüße 😀 "\\\n\u001b[31m\u2028\u202e'];
const texts = [
  '',
  'PING\r\n',
  '{"a": "\\u00e9", "b": 1}',
  'null\0',
  'null\u00001',
  '\x7f\x1b[31m\t',
  '日本 é',
];

/** Some seconds of this day, with everything that a payload, a peer or a note can be. */
function records(count: number): RecordContent[] {
  const random = seededRandom(31);
  const noon = new Date().setHours(12, 0, 0, 0) * 1000;
  const below = (limit: number): number => randomBelow(random, limit);
  return Array.from({ length: count }, (_, index) => {
    const bytes = below(2) === 0 ? randomBytes(random, 90) : Buffer.from(texts[below(texts.length)] ?? '');
    return {
      seq: index === count - 1 ? Number.MAX_SAFE_INTEGER : index + 1,
      at: noon + below(4_000_000),
      peer: [null, 1, 10, 999, 4_000_000_000][below(5)] ?? null,
      direction: ([null, 'in', 'out'] as const)[below(3)] ?? null,
      kind: recordKinds[below(recordKinds.length)] ?? 'data',
      size: bytes.length,
      note: notes[below(notes.length)] ?? null,
      bytes,
    };
  });
}

async function printed(given: readonly RecordContent[], json: boolean): Promise<string[]> {
  const pieces: Buffer[] = [];
  const stream = new Writable({
    write: (bytes: Buffer, _, done) => {
      pieces.push(bytes);
      setImmediate(done);
    },
  });
  const printer = createPrinter(new Output(stream), { json, full: false });
  const nobody = { bytes: () => Promise.reject(new Error('Nobody reads here.')) };
  await printer.records(given, nobody);
  return Buffer.concat(pieces).toString('utf8').split('\n');
}

function asJson({ bytes, at, note, ...record }: RecordContent): string {
  const { seq, peer, direction, kind, size } = record;
  const hex = Buffer.from(bytes).toString('hex');
  const text = isUtf8(bytes) ? { text: Buffer.from(bytes).toString('utf8') } : {};
  const said = note === null ? {} : { note };
  const head = { event: 'record', seq, at: formatIsoTime(at), peer, direction, kind, size };
  return toSafeJson({ ...head, hex, ...text, ...said });
}

function asLine({ at, direction, peer, kind, size, bytes, note }: RecordContent): string {
  const preview = formatEscapedText(bytes.subarray(0, 64)) + (size > 64 ? '…' : '');
  const said = note === null ? '' : visibleLine(note);
  const columns = [
    formatTimeOfDay(at),
    direction === null ? '·' : { in: '←', out: '→' }[direction],
    (peer === null ? '' : `#${peer}`).padEnd(3),
    kind.padEnd(9),
    (direction === null ? '' : formatCount(size)).padStart(9),
    size === 0 ? said : note === null ? preview : `${preview}  (${said})`,
  ];
  return size === 0 && note === null ? columns.join('  ').trimEnd() : columns.join('  ');
}

describe('a record that is printed', () => {
  it('has everything that is known of it as JSON, and no character that a terminal could obey', async () => {
    const given = records(3000);
    expect(await printed(given, true)).toEqual([...given.map(asJson), '']);
  });

  it('is a line for a person, whatever was sent', async () => {
    const given = records(3000);
    expect(await printed(given, false)).toEqual([...given.map(asLine), '']);
  });
});

import { describe, expect, it } from 'vitest';
import { columnIds } from '../../../renderer/state/window/tableColumns.ts';
import { noteOf, textOf, type TableWords } from '../../../renderer/state/window/tableTexts.ts';
import type { PeerId } from '../../../shared/model/ids.ts';
import type { RecordRow } from '../../../shared/model/record.ts';
import { utf8 } from '../../support/bytes.ts';

const startedAt = Date.UTC(2026, 2, 1, 13, 2, 11) * 1000;
const peer = 1 as PeerId;
const payload: RecordRow = {
  seq: 7,
  at: startedAt + 1_500,
  peer,
  direction: 'in',
  kind: 'data',
  size: 1_234,
  note: null,
  preview: utf8('+PONG\r\n'),
};
const words: TableWords = {
  times: { basis: 'utc', precision: 'us', deltas: 'us', startedAt, withDate: false, reference: null },
  peerAddress: () => '10.0.0.2:6379',
  usualKind: 'data',
  shown: ['number', 'preview'],
  lengthCharacters: 6,
  isPeerKnown: true,
};

function textsOf(row: RecordRow, shown = words.shown): Record<string, string> {
  const of = { number: '7', row, previousAt: startedAt };
  return Object.fromEntries(columnIds.map((id) => [id, textOf(id, of, { ...words, shown })]));
}

describe('the texts of a row', () => {
  it('are those of its columns', () => {
    expect(textsOf(payload)).toEqual({
      number: '7',
      time: '13:02:11.001500',
      delta: '1.500',
      start: '0.001500',
      peer: '10.0.0.2:6379',
      direction: 'in',
      kind: 'data',
      length: '1,234',
      note: '',
      preview: '+PONG\\r\\n…',
    });
  });

  it('begin the preview with a kind that is not the usual one, unless a column has it', () => {
    const ping: RecordRow = { ...payload, kind: 'ping', size: 7, note: 'Answered.' };
    expect(textsOf(ping)['preview']).toBe('ping  +PONG\\r\\n  Answered.');
    expect(textsOf(ping, ['kind', 'note'])['preview']).toBe('+PONG\\r\\n');
  });

  it.each([
    [65_536, 6, '65,536'],
    [100_000, 6, '100\u00a0kB'],
    [100_000, 7, '100,000'],
    [1_048_576, 6, '1.0\u00a0MB'],
    [72_600_000, 6, '73\u00a0MB'],
    [72_600_000, 10, '72,600,000'],
  ])('never show a part of a length: %i bytes in %i characters', (size, lengthCharacters, text) => {
    const of = { number: '7', row: { ...payload, size }, previousAt: undefined };
    expect(textOf('length', of, { ...words, lengthCharacters })).toBe(text);
  });

  it('show what a name or an address hides', () => {
    const event: RecordRow = { ...payload, kind: 'closed', note: 'a\u202eb' };
    expect(textsOf(event)['note']).toBe('a‹U+202E›b');
  });
});

describe('what an opened connection says', () => {
  const opened: RecordRow = {
    ...payload,
    kind: 'opened',
    direction: null,
    note: '10.0.0.1:5000 → 10.0.0.2:6379, through a proxy',
    detail: {
      ...{ local: '10.0.0.1:5000', remote: '10.0.0.2:6379', proxy: null, path: null, userAgent: null },
      ...{ subprotocol: null, handshake: null, tls: null },
    },
  };

  it('does not repeat the peer that the window tells already', () => {
    expect(noteOf(opened, words)).toBe('from 10.0.0.1:5000, through a proxy');
  });

  it('names the peer where nothing else does', () => {
    expect(noteOf(opened, { ...words, isPeerKnown: false })).toBe(opened.note);
    expect(noteOf(opened, { ...words, peerAddress: () => '10.0.0.9:6379' })).toBe(opened.note);
  });

  it('says where a client came in, beside the column of peers', () => {
    const accepted: RecordRow = { ...opened, note: '10.0.0.2:6379 → 10.0.0.1:5000' };
    const server: TableWords = { ...words, isPeerKnown: false, shown: ['peer', 'preview'] };
    expect(noteOf(accepted, server)).toBe('at 10.0.0.1:5000');
  });
});

import { describe, expect, it } from 'vitest';
import { recordingActionOfKey } from '../../../renderer/features/sidebar/recordingKeys.ts';
import { searchFor } from '../../../renderer/state/base/search.ts';
import {
  foundRecordingRows,
  recordingRows,
  type RecordingRow,
} from '../../../renderer/state/workspace/recordingRows.ts';
import {
  searchedOf,
  titleOfRecording,
  shortWordsOfRecording,
  wordsOfRecording,
} from '../../../renderer/state/workspace/recordingWords.ts';
import type { RecordingSummary } from '../../../shared/model/recording.ts';
import { sessionIdSchema } from '../../../shared/model/ids.ts';
import { fakeRecording } from '../../support/fakeEngine.ts';

const failed = (id: string, change: Partial<RecordingSummary> = {}): RecordingSummary =>
  fakeRecording(id, { payloads: 0, wasOpen: false, ...change });
const keys = (rows: readonly RecordingRow[]): string[] =>
  rows.map(({ key, level, position, siblings }) => `${level} ${key} ${position}/${siblings}`);
const list = [fakeRecording('f'), failed('e'), failed('d'), failed('c'), fakeRecording('b'), failed('a')];

describe('the rows of the recordings', () => {
  it('fold failed attempts that follow each other, and open them', () => {
    const closed = recordingRows(list, () => false);
    expect(keys(closed)).toEqual(['1 f 1/4', '1 attempts:c 2/4', '1 b 3/4', '1 a 4/4']);
    expect(closed[1]?.name).toBe('3 failed attempts');
    expect(keys(recordingRows(list, (key) => key === 'attempts:c'))).toEqual([
      '1 f 1/4',
      '1 attempts:c 2/4',
      '2 e 1/3',
      '2 d 2/3',
      '2 c 3/3',
      '1 b 3/4',
      '1 a 4/4',
    ]);
  });

  it('keep their keys while attempts are added', () => {
    const more = recordingRows([failed('g'), ...list.slice(1)], () => false);
    expect(keys(more)[0]).toBe('1 attempts:c 1/3');
  });

  it('leave out of the fold what was kept, runs now, cannot be read, or was open', () => {
    const others = [
      failed('5'),
      failed('4', { named: true }),
      failed('3', { liveSession: sessionIdSchema.parse('s') }),
      failed('2', { problem: 'It is damaged.', kind: null }),
      fakeRecording('1', { payloads: 0 }),
      failed('0'),
    ];
    expect(recordingRows(others, () => false).map(({ kind }) => kind)).toEqual(Array(6).fill('recording'));
  });

  it('are each by itself where they were searched for', () => {
    expect(foundRecordingRows(list)).toHaveLength(list.length);
  });
});

describe('what tells recordings apart', () => {
  const told = (change: Partial<RecordingSummary>): string =>
    wordsOfRecording(fakeRecording('redis', change));

  it('is how long it lasted, how much it carried, and the kind', () => {
    expect(told({ lastAt: 73_000_000, payloads: 1204 })).toBe('01:12 · 1,204 chunks · TCP client');
    expect(told({ kind: 'udp', payloads: 1 })).toBe('00:01 · 1 datagram · UDP');
    expect(told({ kind: 'tcp-server', payloads: 0 })).toBe('00:01 · TCP server');
    const webSocket = fakeRecording('chat', { kind: 'ws-server', payloads: 9 });
    expect(shortWordsOfRecording(webSocket)).toBe('00:01 · 9 records · WS server');
  });

  it('is that it failed, runs, was interrupted, or cannot be read', () => {
    expect(told({ payloads: 0, wasOpen: false })).toBe('failed · TCP client');
    expect(told({ liveSession: sessionIdSchema.parse('s'), payloads: 2 })).toBe(
      '2 chunks · TCP client · recording',
    );
    expect(told({ interrupted: true })).toBe('interrupted · 1 chunk · TCP client');
    expect(told({ kind: null, problem: 'It is damaged.' })).toBe('cannot be read');
  });

  it('is in the tooltip with the address and the whole time, and shows what would be invisible', () => {
    const title = titleOfRecording(fakeRecording('a', { name: 'x\u202egnp.exe', address: 'tcp://h:1' }));
    expect(title).toContain('x‹U+202E›gnp.exe');
    expect(title).toMatch(/\ntcp:\/\/h:1\n\d{4}-\d\d-\d\d \d\d:\d\d:\d\d, lasted 00:01\nNot kept/);
  });

  it('can be searched: name, kind, address and day', () => {
    const text = searchedOf(fakeRecording('redis', { startedAt: Date.UTC(2026, 2, 12, 12) * 1000 }));
    for (const word of ['redis', 'tcp client', ':9000', '2026-03-12'])
      expect([word, searchFor(word)(text)]).toEqual([word, true]);
    expect(searchFor('udp')(text)).toBe(false);
  });
});

describe('the keys of the recordings', () => {
  const rows = recordingRows(list, (key) => key === 'attempts:c');
  const press = (key: string, index: number): unknown =>
    recordingActionOfKey(
      { key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false },
      rows,
      index,
      3,
    );

  it('go into the attempts and out of them, and open and close them', () => {
    expect(press('ArrowRight', 1)).toEqual({ does: 'focus', place: 2 });
    expect(press('ArrowLeft', 3)).toEqual({ does: 'focus', place: 1 });
    expect(press('ArrowLeft', 1)).toEqual({ does: 'fold', isOpen: false });
    expect(press('ArrowRight', 0)).toBeNull();
    expect(press('Enter', 1)).toEqual({ does: 'activate' });
  });

  it('go to the ends and by pages, and leave other keys alone', () => {
    expect(press('End', 0)).toEqual({ does: 'focus', place: 6 });
    expect(press('PageDown', 1)).toEqual({ does: 'focus', place: 4 });
    expect(press('x', 0)).toBeNull();
  });
});

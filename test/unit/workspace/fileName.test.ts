import { describe, expect, it } from 'vitest';
import { jsonFileName, recordingFileName, slugOf } from '../../../electron/engine/files/fileName.ts';
import { recordingIdOf } from '../../../electron/engine/store/recordingIds.ts';
import { recordingIdSchema } from '../../../shared/model/ids.ts';

describe('a name as a part of a file name', () => {
  it.each([
    ['Redis prod', 'redis-prod'],
    ['  Zürich – Ábrego  ', 'zurich-abrego'],
    ['../../etc/passwd', 'etc-passwd'],
    ['CON', 'con'],
    ['日本語', 'untitled'],
    ['', 'untitled'],
    ['a\u0000b\u202ec', 'a-b-c'],
    ['x'.repeat(200), 'x'.repeat(32)],
    [`${'x'.repeat(31)} y`, 'x'.repeat(31)],
  ])('%j is %s', (text, slug) => {
    expect(slugOf(text)).toBe(slug);
  });
});

describe('the name of a file', () => {
  it('ends with the tail of the id, so it is no device of Windows', () => {
    expect(jsonFileName('CON', '01abcdef000000000000x7k2mq')).toBe('con-x7k2mq.json');
  });

  it('of a recording begins with its time, and is an id', () => {
    const startedAt = new Date(2026, 10, 21, 14, 2, 11).getTime() * 1000;
    const name = recordingFileName('x'.repeat(200), startedAt, '01abcdef000000000000x7k2mq');
    expect(name).toMatch(/^2026-11-21-140211-x{32}-x7k2mq\.wbs$/);
    expect(recordingIdOf(`/somewhere/${name}`)).toBe(name.slice(0, -4));
  });

  it('that is no id gives one that stays the same', () => {
    const id = recordingIdOf('/one/My Session (1).wbs');
    expect(recordingIdSchema.parse(id)).toBe(recordingIdOf('/two/My Session (1).wbs'));
    expect(id).not.toBe(recordingIdOf('/one/My Session (2).wbs'));
  });
});

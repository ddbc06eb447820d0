import { describe, expect, it } from 'vitest';
import {
  beyondBudget,
  recordingsToDelete,
  type StoredRecording,
} from '../../../electron/engine/workspace/storageBudget.ts';
import { recordingIdSchema } from '../../../shared/model/ids.ts';

/** Ten bytes from some time on, finished and unnamed, unless told otherwise. */
function recording(id: string, startedAt: number, given: Partial<StoredRecording> = {}): StoredRecording {
  return {
    id: recordingIdSchema.parse(id),
    bytes: 10,
    startedAt,
    isNamed: false,
    isLive: false,
    isReadable: true,
    isShown: false,
    isStuck: false,
    isEmpty: false,
    ...given,
  };
}

describe('what goes when the recordings take more room than they may', () => {
  const three = [recording('new', 3), recording('old', 1), recording('middle', 2)];

  it('is nothing as long as they fit', () => {
    expect(recordingsToDelete(three, 30)).toEqual([]);
    expect(beyondBudget(three, 30)).toBeNull();
  });

  it('is the oldest, and no more than it takes', () => {
    expect(recordingsToDelete(three, 29)).toEqual(['old']);
    expect(recordingsToDelete(three, 20)).toEqual(['old']);
    expect(recordingsToDelete(three, 19)).toEqual(['old', 'middle']);
  });

  it('is first what has no payload', () => {
    const refused = recording('refused', 9, { isEmpty: true });
    expect(recordingsToDelete([...three, refused], 30)).toEqual(['refused']);
    expect(recordingsToDelete([...three, refused], 25)).toEqual(['refused', 'old']);
  });

  it.each([
    ['is kept', { isNamed: true }],
    ['is being recorded', { isLive: true }],
    ['cannot be read', { isReadable: false }],
    ['is on a screen', { isShown: true }],
    ['could not be deleted a short while ago', { isStuck: true }],
  ])('is never what %s', (_what, given) => {
    expect(recordingsToDelete([recording('old', 1, given), recording('new', 2)], 0)).toEqual(['new']);
  });
});

describe('recordings that cannot be made to fit', () => {
  it('say why, and what to do', () => {
    const left = [recording('kept', 1, { isNamed: true }), recording('live', 2, { isLive: true })];
    expect(beyondBudget(left, 15)).toBe(
      'The recordings use 20\u00a0B, and the limit is 15\u00a0B. What is left is kept or is being recorded or was interrupted less than a day ago, ' +
        'so it was not deleted. Delete some of them, or raise the limit.',
    );
  });

  it('warn of those that only stay because they are or were open', () => {
    expect(beyondBudget([recording('open', 1, { isShown: true })], 5)).toContain(
      'What is left is or was open, so it was not deleted. Delete some of them, or raise the limit. ' +
        'What is or was open is deleted later, at the next start at the latest: keep what you need.',
    );
  });
});

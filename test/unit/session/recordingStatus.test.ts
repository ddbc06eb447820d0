import { describe, expect, it } from 'vitest';
import {
  policyOf,
  nextStatus,
  noteOf,
  stateOf,
  healthy,
  type RecordingEvent,
  type RecordingRules,
} from '../../../electron/engine/session/recordingStatus.ts';

const events: Readonly<Record<string, RecordingEvent>> = {
  filled: { type: 'filled' },
  drained: { type: 'drained' },
  held: { type: 'held', message: 'The disk is full. Free some space.', cause: 'The disk is full.' },
  recovered: { type: 'recovered' },
  stopped: { type: 'stopped', message: 'The file was deleted.' },
  begunAnew: { type: 'begunAnew' },
};

const going: RecordingRules = { whenDiskFails: 'continue', canHold: true };
const pausing: RecordingRules = { whenDiskFails: 'pause', canHold: true };
const goingUdp: RecordingRules = { whenDiskFails: 'continue', canHold: false };
const pausingUdp: RecordingRules = { whenDiskFails: 'pause', canHold: false };

/** `wire/records/sends state` after all of the events. */
function outcomeOf(rules: RecordingRules, story: string): string {
  const status = standingAfter(story);
  const { wire, records, sends } = policyOf(status, rules);
  return `${wire}/${records}/${sends} ${stateOf(status, rules).state}`;
}

function standingAfter(story: string): typeof healthy {
  return story
    .split(' ')
    .flatMap((name) => events[name] ?? [])
    .reduce(nextStatus, healthy);
}

/** The kinds of the lines in the timeline, one for each event, `-` for none. */
function notesOf(rules: RecordingRules, story: string): string {
  let status = healthy;
  return story
    .split(' ')
    .flatMap((name) => events[name] ?? [])
    .map((event) => {
      const before = status;
      status = nextStatus(before, event);
      return noteOf(before, status, rules, false)?.kind ?? '-';
    })
    .join(' ');
}

describe('a session that is to go on without its disk', () => {
  it.each([
    ['', 'flows/kept/go recording'],
    // Slow is not broken: then the peer waits.
    ['filled', 'held/kept/wait recording'],
    ['filled drained', 'flows/kept/go recording'],
    ['held', 'flows/kept/go unrecorded'],
    ['held filled', 'flows/counted/go unrecorded'],
    ['filled held', 'flows/counted/go unrecorded'],
    ['held filled drained', 'flows/kept/go unrecorded'],
    ['held filled drained recovered', 'flows/kept/go recording'],
    ['held filled recovered', 'held/kept/wait recording'],
    ['held filled recovered drained', 'flows/kept/go recording'],
    ['held recovered held', 'flows/kept/go unrecorded'],
    ['stopped', 'flows/counted/go unrecorded'],
    ['filled stopped', 'flows/counted/go unrecorded'],
    ['filled stopped drained', 'flows/counted/go unrecorded'],
    ['held stopped', 'flows/counted/go unrecorded'],
    ['stopped held', 'flows/counted/go unrecorded'],
    ['stopped recovered', 'flows/counted/go unrecorded'],
    ['held filled stopped begunAnew', 'flows/kept/go recording'],
    ['stopped begunAnew held', 'flows/kept/go unrecorded'],
    ['recovered', 'flows/kept/go recording'],
  ])('after “%s” does %s', (story, expected) => {
    expect(outcomeOf(going, story)).toBe(expected);
  });

  it.each([
    ['filled drained', 'paused resumed'],
    ['held recovered', 'failed resumed'],
    ['filled held', 'paused failed'],
    ['held filled drained recovered', 'failed - - resumed'],
    ['held filled recovered drained', 'failed - paused resumed'],
    ['held stopped begunAnew', 'failed - -'],
  ])('says of “%s”: %s', (story, expected) => {
    expect(notesOf(going, story)).toBe(expected);
  });

  it('says that nothing is missing only where that is so', () => {
    const held = standingAfter('held');
    expect(noteOf(held, healthy, going, false)?.note).toMatch(/everything that passed meanwhile is in it\.$/);
    expect(noteOf(held, healthy, going, true)?.note).toMatch(/what is missing is listed above\.$/);
  });
});

describe('a session that is to wait for its disk', () => {
  it.each([
    ['filled', 'held/kept/wait recording'],
    ['held', 'held/kept/later held'],
    ['held filled', 'held/kept/later held'],
    ['filled held recovered', 'held/kept/wait recording'],
    ['filled held recovered drained', 'flows/kept/go recording'],
    ['held recovered', 'flows/kept/go recording'],
    ['stopped', 'held/counted/never stopped'],
    ['held stopped recovered', 'held/counted/never stopped'],
  ])('after “%s” does %s', (story, expected) => {
    expect(outcomeOf(pausing, story)).toBe(expected);
  });

  it.each([
    ['held recovered', 'paused resumed'],
    ['filled held recovered drained', 'paused paused paused resumed'],
    ['held stopped', 'paused -'],
  ])('says of “%s”: %s', (story, expected) => {
    expect(notesOf(pausing, story)).toBe(expected);
  });
});

describe('a UDP session, which can hold nobody', () => {
  it.each([
    [goingUdp, 'filled', 'flows/counted/wait recording'],
    [goingUdp, 'filled drained', 'flows/kept/go recording'],
    [goingUdp, 'held', 'flows/kept/go unrecorded'],
    [pausingUdp, 'held', 'flows/kept/later held'],
    [pausingUdp, 'held filled', 'flows/counted/later held'],
    [pausingUdp, 'stopped', 'flows/counted/never stopped'],
  ] as const)('counts what there is no room for (%o, “%s”): %s', (rules, story, expected) => {
    expect(outcomeOf(rules, story)).toBe(expected);
  });

  it('does not say that it holds somebody', () => {
    expect(notesOf(pausingUdp, 'filled held recovered drained')).toBe('- failed resumed -');
  });
});

describe('what a session says of its recording', () => {
  const messageOf = (rules: RecordingRules, story: string): string => {
    const state = stateOf(standingAfter(story), rules);
    return 'message' in state ? state.message : '';
  };

  it.each([
    [going, 'held', /^The disk is full\. Free some space\. The connection continues meanwhile/],
    [going, 'stopped', /^The file was deleted\. The connection continues unrecorded.*a new recording begins/],
    [pausing, 'held', /Until then nothing is read from the network or sent\.$/],
    [pausing, 'stopped', /: disconnect\.$/],
    [pausingUdp, 'held', /Until then nothing is sent, and datagrams that/],
    [pausingUdp, 'stopped', /Nothing is recorded or sent any more: disconnect\.$/],
  ] as const)('is why, and what follows from it (%o, “%s”)', (rules, story, expected) => {
    expect(messageOf(rules, story)).toMatch(expected);
  });
});

import { z } from 'zod';
import { recordingIdSchema, replayIdSchema } from '../model/ids.ts';
import { largestPageRows } from '../model/recordPage.ts';
import { replayComparisonPageSchema, replayOptionsSchema, replayProgressSchema } from '../model/replay.ts';
import { chosenEnvironmentSchema } from './environments.ts';
import { call, subscription } from './define.ts';
import { nothing } from './nothing.ts';

const replay = z.strictObject({ replay: replayIdSchema });

/** The replays of recordings. */
export const replaysContract = {
  /**
   * The options of proxy and TLS that a replay started now would not have of the recording, by their fields, and why (a sentence), because a
   * recording may come from somebody else. `allows`: the variable of this machine that a person has to allow, so that it would have them.
   */
  'replays.leaves': call(
    z.strictObject({ recording: recordingIdSchema, environment: chosenEnvironmentSchema }),
    z.strictObject({
      fields: z.array(z.string()),
      why: z.string().nullable(),
      allows: z.string().nullable(),
    }),
  ),
  /** Connects, sends what our side sent again, and compares the replies. */
  'replays.start': call(
    z.strictObject({
      recording: recordingIdSchema,
      options: replayOptionsSchema,
      environment: chosenEnvironmentSchema,
    }),
    replayProgressSchema,
  ),
  'replays.watch': subscription(replay, replayProgressSchema),
  'replays.pause': call(replay, nothing),
  'replays.resume': call(replay, nothing),
  'replays.stop': call(replay, nothing),
  /** The comparisons from index `from` on, in the order of the recording. */
  'replays.comparisons': call(
    z.strictObject({
      replay: replayIdSchema,
      from: z.int().min(0),
      count: z.int().min(1).max(largestPageRows),
    }),
    replayComparisonPageSchema,
  ),
} as const;

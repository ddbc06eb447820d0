import { z } from 'zod';
import { deletionSchema } from '../model/deletion.ts';
import { recordingIdSchema } from '../model/ids.ts';
import {
  importProgressSchema,
  recordingInfoSchema,
  recordingNameSchema,
  recordingSummarySchema,
} from '../model/recording.ts';
import { secretSearchSchema } from '../model/secretSearch.ts';
import { call, callForBytes, callWithBytes, subscription, work } from './define.ts';
import { nothing } from './nothing.ts';

const recording = z.strictObject({ recording: recordingIdSchema });

/** The number of a copy that `recordings.blank` made; without it, the recording itself is meant. */
const copy = z.int().optional();

/** The recordings of the workspace. */
export const recordingsContract = {
  /** The recordings of the workspace, newest first. */
  'recordings.list': subscription(
    nothing,
    z.strictObject({
      recordings: z.array(recordingSummarySchema),
      /** A sentence: why the recordings are as they were when their folder could be read last. */
      problem: z.string().nullable(),
    }),
  ),
  /** Opens a recording for reading. BAD_REQUEST with a sentence when the file is damaged, newer, or not a session file. */
  'recordings.open': call(recording, recordingInfoSchema),
  'recordings.rename': call(
    z.strictObject({ recording: recordingIdSchema, name: recordingNameSchema }),
    nothing,
  ),
  /** Deletes the file. WRONG_STATE while its session is live. */
  'recordings.remove': call(recording, deletionSchema),
  /**
   * Looks for the secrets of the workspace in a finished recording. `share` from 0 to 1; `found` with the last item. Whoever ends the
   * subscription cancels the search.
   */
  'recordings.findSecrets': work(
    recording,
    z.strictObject({ share: z.number(), found: secretSearchSchema.nullable() }),
  ),
  /**
   * Makes a copy in which `*` stands for each byte of the secrets of the workspace. `copy` is its number once it is complete; it is deleted
   * when the subscription ends.
   */
  'recordings.blank': work(recording, z.strictObject({ share: z.number(), copy: z.int().nullable() })),
  /** At most 1 MiB of the file itself, to make a copy; `size` is that of the whole file. WRONG_STATE while its session is live. */
  'recordings.read': callForBytes(
    z.strictObject({ recording: recordingIdSchema, copy, offset: z.int().min(0) }),
    z.strictObject({ size: z.int().min(0) }),
  ),
  /** Imports a `.wbs` file into the workspace: begin, pieces of at most 1 MiB in order, finish. An unfinished import is thrown away. */
  'recordings.beginImport': call(
    z.strictObject({ name: z.string().max(200), size: z.int().min(0) }),
    z.strictObject({ import: z.int() }),
  ),
  'recordings.importPiece': callWithBytes(
    z.strictObject({ import: z.int(), offset: z.int().min(0) }),
    nothing,
  ),
  'recordings.finishImport': call(
    z.strictObject({ import: z.int() }),
    z.strictObject({ recording: recordingIdSchema }),
  ),
  'recordings.cancelImport': call(z.strictObject({ import: z.int() }), nothing),
  /**
   * Desktop: asks for a file and imports it into the workspace. Ends without a recording when the person chose none. Whoever ends the
   * subscription cancels it. UNSUPPORTED elsewhere.
   */
  'recordings.openDialog': work(nothing, importProgressSchema),
  /** Desktop: asks where to, and writes a copy there; null when the person cancelled. */
  'recordings.copyDialog': call(
    z.strictObject({ recording: recordingIdSchema, copy }),
    z.strictObject({ path: z.string().nullable() }),
  ),
} as const;

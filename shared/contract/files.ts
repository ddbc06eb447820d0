import { z } from 'zod';
import { viewIdSchema } from '../model/ids.ts';
import { recordFormSchema, recordRangeSchema, writtenCountsSchema } from '../model/recordForm.ts';
import { longestFilePath } from '../model/sending.ts';
import { call, callWithBytes, work } from './define.ts';
import { nothing } from './nothing.ts';
import { recordSourceSchema } from './recordSource.ts';

const path = z.string().max(longestFilePath);
/** 10,000 ranges: more than a person selects one by one. */
const largestSavedList = 10_000;

const incoming = z.strictObject({ import: z.int() });

/**
 * The files that a person sends. A path is that of a file of the workspace, with slashes, or a whole one that the person chose on this
 * machine: nothing else outside the workspace is read.
 */
export const filesContract = {
  /** The size of a file, in bytes. Rejects with a sentence when it is not there, or may not be sent. */
  'files.look': call(z.strictObject({ path }), z.strictObject({ size: z.int().min(0) })),
  /** Desktop: asks for a file, which may be sent from then on; null when the person chose none. UNSUPPORTED elsewhere. */
  'files.choose': call(nothing, z.strictObject({ path: path.nullable() })),
  /** Copies a file into the workspace: begin, pieces of at most 1 MiB in order, finish. An unfinished copy is thrown away. */
  'files.beginImport': call(z.strictObject({ name: z.string().max(200), size: z.int().min(0) }), incoming),
  'files.importPiece': callWithBytes(incoming.extend({ offset: z.int().min(0) }), nothing),
  'files.finishImport': call(incoming, z.strictObject({ path })),
  'files.cancelImport': call(incoming, nothing),
  /**
   * Desktop: asks where to, and writes records there in a form: with `view` only its matches. The file gets its name once it is whole. The
   * last item says what was `saved`; without a path the person chose none. Whoever ends the subscription cancels it. UNSUPPORTED elsewhere.
   */
  'files.saveRecords': work(
    z.strictObject({
      source: recordSourceSchema,
      view: viewIdSchema.nullable(),
      ranges: z.array(recordRangeSchema).min(1).max(largestSavedList),
      form: recordFormSchema,
      name: z.string().max(200),
    }),
    z.strictObject({
      share: z.number(),
      saved: writtenCountsSchema.extend({ path: z.string().nullable() }).nullable(),
    }),
  ),
} as const;

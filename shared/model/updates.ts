import { z } from 'zod';

/** 100 characters: a version of SemVer with all its parts has some thirty. */
const versionSchema = z.string().min(1).max(100);

/** 20,000 characters: the notes of a large release have some thousands. */
export const longestNotes = 20_000;

/** How far the program is with a newer version of itself. */
const updateStateSchema = z.discriminatedUnion('is', [
  /** Nothing is known, and nobody waits for it. */
  z.strictObject({ is: z.literal('quiet') }),
  /** Somebody asked whether there is one. */
  z.strictObject({ is: z.literal('looking') }),
  /** Somebody asked, and there is none. */
  z.strictObject({ is: z.literal('newest') }),
  z.strictObject({
    is: z.literal('found'),
    version: versionSchema,
    /** What is new in it, as plain text; empty where the release does not say. */
    notes: z.string().max(longestNotes),
    /** False where the program cannot replace itself, and the page of the releases is where to get it. */
    isInstallable: z.boolean(),
  }),
  z.strictObject({
    is: z.literal('downloading'),
    version: versionSchema,
    receivedBytes: z.number().nonnegative(),
    /** 0 where it is not known yet. */
    totalBytes: z.number().nonnegative(),
  }),
  z.strictObject({ is: z.literal('downloaded'), version: versionSchema }),
  /** What somebody asked for has failed: why, and what to do, as a sentence. */
  z.strictObject({ is: z.literal('failed'), sentence: z.string() }),
]);
export type UpdateState = z.infer<typeof updateStateSchema>;

/** Where new versions come from, and how far that is. */
export const updatesSchema = z.strictObject({
  /** The host that is asked; null where none is, and the window says nothing of new versions. */
  from: z.string().nullable(),
  state: updateStateSchema,
});
export type Updates = z.infer<typeof updatesSchema>;

/** What a person can ask for. Where the state has nothing to do for it, nothing happens. */
export const updateSteps = ['look', 'download', 'cancel', 'install', 'openPage'] as const;
export type UpdateStep = (typeof updateSteps)[number];

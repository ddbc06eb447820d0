import { z } from 'zod';
import { folderPathSchema } from './connectionFolder.ts';

/** 1,000 lines of a report: nobody reads more, and the counts say how many there are. */
export const longestImportList = 1000;

/** What happened to something of a file: its name there, and a sentence. */
const importNoteSchema = z.strictObject({ item: z.string().max(500), text: z.string().max(1000) });
export type ImportNote = z.infer<typeof importNoteSchema>;

/** Notes, and how many there are with those that the list has no room for. */
const importNotesSchema = z.strictObject({
  notes: z.array(importNoteSchema).max(longestImportList),
  count: z.int().min(0),
});
export type ImportNotes = z.infer<typeof importNotesSchema>;

/** What became of a collection of another program that was imported. */
export const importReportSchema = z.strictObject({
  /** The program that the file is of, such as `Insomnia`. */
  program: z.string(),
  /** Where the connections are now; null where there were none, and no folder was made. */
  folder: folderPathSchema.nullable(),
  connections: z.int().min(0),
  messages: z.int().min(0),
  environments: z.int().min(0),
  /** Those that were added to the base, and those of environments and folders. */
  variables: z.int().min(0),
  /** What is in the workspace now, item by item. */
  taken: importNotesSchema,
  /** What was taken over with changes than it was. */
  changed: importNotesSchema,
  /** What was not taken over, and why. */
  left: importNotesSchema,
});
export type ImportReport = z.infer<typeof importReportSchema>;

import { z } from 'zod';
import { orderKeySchema } from '../../../shared/model/siblingOrder.ts';
import { variablesSchema } from '../../../shared/model/variable.ts';
import { largestVariablesFile, writtenVariables } from './environmentFile.ts';
import type { JsonFileKind } from './jsonFile.ts';

/** In a folder that has something to say about itself, or that git would lose because it is empty. */
export const folderFileName = 'folder.json';

const folderFactsSchema = z.strictObject({
  version: z.literal(1),
  order: orderKeySchema.optional(),
  variables: variablesSchema.optional(),
});

/** What a folder says about itself. */
export type FolderFacts = z.output<typeof folderFactsSchema>;

export const noFolderFacts: FolderFacts = { version: 1 };

/** The file in which a folder says it. */
export const folderFile: JsonFileKind<FolderFacts> = {
  schema: folderFactsSchema,
  words: { subject: 'A folder’s facts are' },
  largest: largestVariablesFile,
  written: ({ variables, ...facts }) => ({
    ...facts,
    ...(variables && variables.length > 0 && { variables: writtenVariables(variables) }),
  }),
  tooLarge:
    'This folder was not changed: its file would be larger than 4 MiB, and could not be read again. Shorten the values of its variables.',
};

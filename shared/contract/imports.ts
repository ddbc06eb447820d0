import { z } from 'zod';
import { folderPathSchema } from '../model/connectionFolder.ts';
import { importReportSchema } from '../model/importReport.ts';
import { call, callWithBytes } from './define.ts';
import { nothing } from './nothing.ts';

const upload = z.int();

/** Collections of other programs. Nothing of what is imported is opened, or fetched from elsewhere. */
export const importsContract = {
  /** Begins an import of files that belong together; `name` is what a person calls them. An unfinished one is thrown away. */
  'imports.begin': call(z.strictObject({ name: z.string().max(200) }), z.strictObject({ import: upload })),
  /** At most 1 MiB of a file, in order; a file begins with its first piece. LIMIT beyond 16 MiB or 5,000 files in all. */
  'imports.piece': callWithBytes(
    z.strictObject({ import: upload, path: z.string().min(1).max(4096), offset: z.int().min(0) }),
    nothing,
  ),
  /** Writes what was read, as a new folder in `into`. BAD_REQUEST with a sentence for files of which nothing can be read. */
  'imports.finish': call(z.strictObject({ import: upload, into: folderPathSchema }), importReportSchema),
} as const;

import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { formatVersion, optionalTables, tables } from '../../../electron/engine/store/schema.ts';
import { recordKinds } from '../../../shared/model/record.ts';
import { detailSchemas, peerDetailSchema } from '../../../shared/model/recordDetail.ts';

/** What a session file is made of, in the version that writes it. */
const written = { version: 5, hash: '0a05128bdf5eafcb' };

it('the format of session files changes with its version', () => {
  const details = Object.entries(detailSchemas).map(([kind, schema]) => [kind, z.toJSONSchema(schema)]);
  const format = JSON.stringify([
    tables,
    optionalTables,
    recordKinds,
    details,
    z.toJSONSchema(peerDetailSchema),
  ]);
  const hash = createHash('sha256').update(format).digest('hex').slice(0, 16);
  expect(
    { version: formatVersion, hash },
    `
What is written to session files has changed: their tables, the kinds of records, or the fields in a detail.
- Where a release has written version ${formatVersion} already, raise \`formatVersion\` in electron/engine/store/schema.ts, say
  there what the version before lacks, make two recordings of it with that release for test/fixtures/recordings, and
  tell it in the CHANGELOG. Otherwise the version stays.
- Bring the tables of docs/recordings.md up to date.
- Then put the version and the new hash here.`,
  ).toEqual(written);
});

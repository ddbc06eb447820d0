import { connectionSchema, type Connection } from '../../../shared/model/connection.ts';
import { endpointKinds } from '../../../shared/model/endpointKinds.ts';
import { writtenConnection } from '../../../shared/model/writtenConnection.ts';
import type { JsonFileKind } from './jsonFile.ts';

/** The file of a connection. Options at their defaults are left out. */
export const connectionFile: JsonFileKind<Connection> = {
  schema: connectionSchema,
  words: {
    subject: 'A connection is',
    whyNot: (field) =>
      field === 'endpoint.kind' ? `It must be one of ${endpointKinds.join(', ')}.` : undefined,
  },
  /** 1 MiB: four times the size of the largest endpoint as bare JSON, and read in a millisecond. */
  largest: { bytes: 1024 * 1024, text: '1 MiB' },
  written: writtenConnection,
  tooLarge:
    'This connection was not saved: its file would be larger than 1 MiB, and could not be read again. Shorten its options.',
};

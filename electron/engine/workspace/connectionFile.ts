import { connectionSchema, endpointSchema, type Connection } from '../../../shared/model/connection.ts';
import { endpointKinds } from '../../../shared/model/endpointKinds.ts';
import { plainTextOptions } from '../../../shared/model/textOptions.ts';
import { withoutDefaults, type JsonFileKind } from './jsonFile.ts';

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
  written({ endpoint, ...rest }) {
    const { kind, address, ...options } = endpoint;
    const defaults: Record<string, unknown> = { ...endpointSchema.parse({ kind, address }) };
    return { ...rest, endpoint: { kind, address, ...withoutDefaults(shortened(options), defaults) } };
  },
  tooLarge:
    'This connection was not saved: its file would be larger than 1 MiB, and could not be read again. Shorten its options.',
};

/** Options whose opening messages say only what is not usual. */
function shortened(options: object): object {
  if (!('onOpen' in options) || !Array.isArray(options.onOpen)) return options;
  const messages: readonly object[] = options.onOpen;
  return { ...options, onOpen: messages.map((message) => withoutDefaults(message, plainTextOptions)) };
}

import type { Connection } from './connection.ts';
import { defaultsOf } from './optionAt.ts';
import { plainTextOptions } from './textOptions.ts';
import { withoutDefaults } from './withoutDefaults.ts';

/** A connection as its file has it: names in the order of the schema, without options at their defaults. */
export function writtenConnection({ endpoint, ...rest }: Connection): object {
  const { kind, address, ...options } = endpoint;
  return { ...rest, endpoint: { kind, address, ...withoutDefaults(shortened(options), defaultsOf(kind)) } };
}

/** Options whose opening messages say only what is not usual. */
function shortened(options: object): object {
  if (!('onOpen' in options) || !Array.isArray(options.onOpen)) return options;
  const messages: readonly object[] = options.onOpen;
  return { ...options, onOpen: messages.map((message) => withoutDefaults(message, plainTextOptions)) };
}

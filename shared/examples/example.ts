import type { z } from 'zod';
import type { endpointSchema } from '../model/connection.ts';
import type { EnvironmentContent } from '../model/environment.ts';
import type { messageContentSchema } from '../model/savedMessage.ts';

/** What of a workspace to learn from depends on the machine that it is made on. */
export interface ExamplePlace {
  /** Unix sockets are named pipes there. */
  readonly isWindows: boolean;
  /** The certificate of the authority of the workspace (PEM), which its TLS client trusts. */
  readonly authority: string;
}

/** A message of the examples; what is at its default is left out. Its note says what to expect. */
export type ExampleMessage = z.input<typeof messageContentSchema> & { readonly note: string };

/** A connection of the examples, with the messages of its own. */
export interface ExampleConnection {
  readonly name: string;
  readonly endpoint: z.input<typeof endpointSchema>;
  readonly messages?: readonly ExampleMessage[];
}

/** A folder of the examples, with the messages that all of its connections have. */
export interface ExampleFolder {
  readonly name: string;
  readonly connections: readonly ExampleConnection[];
  readonly messages?: readonly ExampleMessage[];
}

/** A workspace to learn from. */
export interface Examples {
  /** The first is the one to begin with. */
  readonly environments: readonly EnvironmentContent[];
  readonly folders: readonly ExampleFolder[];
}

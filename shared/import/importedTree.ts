import type { Endpoint } from '../model/connection.ts';
import type { Environment } from '../model/environment.ts';
import type { MessageContent } from '../model/savedMessage.ts';
import type { ImportNotes } from '../model/importReport.ts';

/** A text file that is to be imported. `path` has slashes, and is for people: nothing is written there. */
export interface ImportFile {
  readonly path: string;
  readonly text: string;
}

/** The same as it was found: its bytes, or a sentence that says why it was not opened. */
export type RawImportFile = { readonly path: string } & (
  | { readonly bytes: Uint8Array }
  | { readonly problem: string }
);

/** A variable as it will be. `value` is null for a secret whose value the file does not have. */
export interface ImportedVariable {
  readonly name: string;
  readonly value: string | null;
  readonly isSecret: boolean;
  readonly on: boolean;
}

export interface ImportedEnvironment {
  readonly name: string;
  readonly colour: Environment['colour'];
  readonly variables: readonly ImportedVariable[];
}

/** A connection with the messages of its own, in their order. */
export interface ImportedConnection {
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly messages: readonly MessageContent[];
}

/** A folder, with all in it in its order; its name is one that every system can keep, and that no folder beside it has. */
export interface ImportedFolder {
  readonly name: string;
  /** For the connections in it: they win over those of an environment. */
  readonly variables: readonly ImportedVariable[];
  readonly folders: readonly ImportedFolder[];
  readonly connections: readonly ImportedConnection[];
}

/** What was read from the files of another program. Nothing of it has been written or opened. */
export interface ImportedCollection {
  /** Its name for people. */
  readonly program: string;
  readonly root: ImportedFolder;
  /** Variables that hold whatever environment is chosen. */
  readonly base: readonly ImportedVariable[];
  readonly environments: readonly ImportedEnvironment[];
  readonly changed: ImportNotes;
  readonly left: ImportNotes;
}

/** What a reader has to know of the workspace. */
export interface ImportContext {
  /** The variables of the base: its values, and null for secrets. Another variable of the same name gets another name. */
  readonly baseVariables: ReadonlyMap<string, string | null>;
}

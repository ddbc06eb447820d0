import type { HostAndPort } from '../../../shared/model/address.ts';

/**
 * The parts that a host supplies to the engine. Everything the engine learns of the world other than through a socket or a file comes in
 * here.
 */
export interface EngineDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** A fresh id: lower-case letters and digits, at least 80 random bits, sortable by time. */
  readonly makeId: () => string;
  /** The workspace folder; created when it does not exist. */
  readonly workspace: string;
  /** The folder for what this person has decided on this machine, outside every workspace; created when something is kept in it. Null: there is none, and nothing can be allowed. */
  readonly configFolder: string | null;
  /** Where the store's worker starts: a `.ts` file in the repository, a `.js` file in a build. */
  readonly storeWorker: URL;
  /** The same of the thread that reads a collection of another program. */
  readonly importWorker: URL;
  /** True where nobody reads a recording while another is made: one thread does both then, which starts in half of the time. */
  readonly readsWhereItWrites?: boolean;
  readonly host: 'desktop' | 'headless';
  readonly version: string;
  /** Asks a person for files; only the desktop can. */
  readonly dialogs?: Dialogs;
  /** Opens other workspaces, each in a window of its own; only the desktop can. */
  readonly otherWorkspaces?: OtherWorkspaces;
  /** Asks the settings of the system for the proxy to a target, in the words of “Proxy auto-config”: `PROXY host:port; DIRECT`; only the desktop can. */
  readonly systemProxy?: ((target: HostAndPort) => Promise<string>) | undefined;
  /** Shows what runs here to a person who has started a second program on the workspace. Absent in a host that has nothing to show. */
  readonly show?: () => Promise<Shown>;
  /** The address that the host has bound to serve the page, as `host:port`; null while it serves none. */
  readonly page?: () => string | null;
  /** True after a person has decided to open a workspace that another machine seems to have open. */
  readonly takeOver?: boolean;
}

/** How the program that has a workspace open answers a second start: it shows its window, or gives the address of its page. */
export type Shown = { readonly window: true } | { readonly url: string };

/** Time for records: microseconds since the epoch, read once from the wall clock and carried on by the monotonic one, never back. */
export interface Clock {
  nowUs(): number;
}

/** Each resolves to an absolute path that a person chose, or to null. */
export interface Dialogs {
  chooseRecording(): Promise<string | null>;
  chooseFile(): Promise<string | null>;
  chooseCopyTarget(suggestedName: string): Promise<string | null>;
  /** For a file of any kind; the name has its ending. */
  chooseSaveTarget(suggestedName: string): Promise<string | null>;
}

/** What a host does with folders of this machine that are workspaces, or become some. Each rejects with a sentence. */
export interface OtherWorkspaces {
  /** Asks a person for a folder; null when none was chosen. */
  chooseExisting(): Promise<string | null>;
  /** Asks for the name and place of a new one. */
  chooseNew(): Promise<string | null>;
  /** Shows the window of a workspace. */
  open(folder: string): Promise<void>;
  /** Shows a folder in the file manager. */
  reveal(folder: string): Promise<void>;
  /** Is told when some were taken from the list of those that were opened before. */
  listChanged(): void;
}

/** Where the host writes what its operator may want to read. Never payload bytes. */
export interface Log {
  warn(message: string): void;
}

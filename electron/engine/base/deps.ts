/** What a host supplies to the engine. Everything the engine reads of the world that is not a socket or a file comes in here. */
export interface EngineDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** A fresh id: lower-case letters and digits, at least 80 random bits, sortable by time. */
  readonly makeId: () => string;
  /** The workspace folder; made when it is not there. */
  readonly workspace: string;
  /** Where the store's worker starts: a `.ts` file in the repository, a `.js` file in a build. */
  readonly storeWorker: URL;
  readonly host: 'desktop' | 'headless';
  readonly version: string;
  /** Asks for files; only the desktop can. */
  readonly dialogs?: Dialogs;
  /** Shows what runs here to a person who has started a second program on the workspace. A host that shows nothing has none. */
  readonly show?: () => Promise<Shown>;
  /** Where the host serves the page, as `host:port` with the address that it has bound; null while it does not. */
  readonly page?: () => string | null;
  /** A person has decided to open a workspace that another machine seems to have open. */
  readonly takeOver?: boolean;
}

/** What the program that has a workspace open did about a second start: showed its window, or gave the address of its page. */
export type Shown = { readonly window: true } | { readonly url: string };

/** Time for records: microseconds since the epoch, taken once from the wall clock and carried on by the monotonic one, so it never goes back. */
export interface Clock {
  nowUs(): number;
}

/** Each resolves to an absolute path that a person chose, or to null. */
export interface Dialogs {
  chooseRecording(): Promise<string | null>;
  chooseCopyTarget(suggestedName: string): Promise<string | null>;
}

/** Where the host writes what its operator may want to read. Never bytes of the wire. */
export interface Log {
  warn(message: string): void;
}

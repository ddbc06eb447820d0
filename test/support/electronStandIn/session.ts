import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { record, state } from './recording.ts';

type SchemeHandler = (request: Request) => Promise<Response>;
type Answer = (value: unknown) => void;

class Protocol {
  readonly handlers = new Map<string, SchemeHandler>();

  registerSchemesAsPrivileged(schemes: unknown): void {
    if (state.ready) throw new Error('Schemes have to be declared before ready.');
    record('protocol.registerSchemesAsPrivileged', schemes);
  }

  handle(scheme: string, handler: SchemeHandler): void {
    if (!state.ready) throw new Error('A scheme is served only after ready.');
    if (this.handlers.has(scheme)) throw new Error('A scheme is served once.');
    this.handlers.set(scheme, handler);
  }

  isProtocolHandled(scheme: string): boolean {
    return this.handlers.has(scheme);
  }
}

export const protocol = new Protocol();

/** Keeps the handlers that the program under test sets, for a test to ask. */
export class Session extends EventEmitter {
  permissionRequest: ((contents: unknown, permission: string, answer: Answer) => void) | null = null;
  permissionCheck: ((contents: unknown, permission: string) => boolean) | null = null;
  devicePermission: ((details: unknown) => boolean) | null = null;
  displayMedia: ((request: unknown, answer: Answer) => void) | null = null;
  /** The default one shares the module’s. */
  readonly protocol: Protocol;
  beforeRequest: { urls: string[]; listener: (details: unknown, answer: Answer) => void } | null = null;

  constructor(served = new Protocol()) {
    super();
    this.protocol = served;
  }

  readonly webRequest = {
    onBeforeRequest: (
      { urls }: { urls: string[] },
      listener: (details: unknown, answer: Answer) => void,
    ): void => {
      this.beforeRequest = { urls, listener };
    },
  };

  /** What the guard of the session says of a request; everything may be asked where there is none. */
  mayAsk(url: string): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    if (this.beforeRequest === null) resolve(true);
    else this.beforeRequest.listener({ url }, (answer) => resolve(!(answer as { cancel: boolean }).cancel));
    return promise;
  }

  closeAllConnections(): Promise<void> {
    this.emit('close-all');
    return Promise.resolve();
  }

  setPermissionRequestHandler(handler: Session['permissionRequest']): void {
    this.permissionRequest = handler;
  }

  setPermissionCheckHandler(handler: Session['permissionCheck']): void {
    this.permissionCheck = handler;
  }

  setDevicePermissionHandler(handler: Session['devicePermission']): void {
    this.devicePermission = handler;
  }

  setDisplayMediaRequestHandler(handler: Session['displayMedia']): void {
    this.displayMedia = handler;
  }
}

const made = new Map<string, Session>();

/** One for each name, which is told of when it is made. */
function named(name: string): Session {
  const known = made.get(name);
  if (known) return known;
  const fresh = new Session();
  made.set(name, fresh);
  app.emit('session-created', fresh);
  return fresh;
}

export const session = {
  defaultSession: new Session(protocol),
  fromPartition: (partition: string): Session => named(partition),
  fromPath(path: string): Session {
    record('session.fromPath', path);
    return named(path);
  },
};

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
    this.handlers.set(scheme, handler);
  }
}

export const protocol = new Protocol();

/** Keeps the handlers that the program under test sets, for a test to ask. */
class Session extends EventEmitter {
  permissionRequest: ((contents: unknown, permission: string, answer: Answer) => void) | null = null;
  permissionCheck: ((contents: unknown, permission: string) => boolean) | null = null;
  devicePermission: ((details: unknown) => boolean) | null = null;
  displayMedia: ((request: unknown, answer: Answer) => void) | null = null;
  beforeRequest: { urls: string[]; listener: (details: unknown, answer: Answer) => void } | null = null;

  readonly webRequest = {
    onBeforeRequest: (
      { urls }: { urls: string[] },
      listener: (details: unknown, answer: Answer) => void,
    ): void => {
      this.beforeRequest = { urls, listener };
    },
  };

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

const partitions = new Map<string, Session>();

export const session = {
  defaultSession: new Session(),
  /** A session of its own, which is told of when it is made. */
  fromPartition(partition: string): Session {
    const known = partitions.get(partition);
    if (known) return known;
    const made = new Session();
    partitions.set(partition, made);
    app.emit('session-created', made);
    return made;
  },
};

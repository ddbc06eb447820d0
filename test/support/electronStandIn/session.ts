import { EventEmitter } from 'node:events';
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

export const session = { defaultSession: new Session() };

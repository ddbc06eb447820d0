/** The closed set of reasons why a call is rejected. Network failures are never among them: those are data, in a session's records. */
export const errorCodes = [
  'BAD_REQUEST',
  'NOT_FOUND',
  'WRONG_STATE',
  'LIMIT',
  'UNSUPPORTED',
  'DENIED',
  'HAS_SECRETS',
  'ABORTED',
  'DISCONNECTED',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** A refusal with its code; the message is a sentence for the person who asked, and says what to do. */
export class WirebenchError extends Error {
  override readonly name = 'WirebenchError';
  readonly code: ErrorCode;
  /** The variable of this machine's environment that a person has to allow the workspace first; undefined where that is not the reason. */
  readonly allows: string | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; allows?: string | undefined } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.allows = options.allows;
  }
}

/** The part of an error that crosses a transport. */
export interface WireError {
  readonly code: ErrorCode;
  readonly message: string;
  /** As in `WirebenchError`. */
  readonly allows?: string | undefined;
}

/** The one place where an error gets its wire shape. An unforeseen one keeps its message, under INTERNAL. */
export function toWireError(error: unknown): WireError {
  if (error instanceof WirebenchError) {
    const { code, message, allows } = error;
    return { code, message, ...(allows !== undefined && { allows }) };
  }
  return { code: 'INTERNAL', message: `Something in Wirebench went wrong: ${messageOf(error)}` };
}

/** Turns what `toWireError` made back into an error. */
export function fromWireError(error: WireError): WirebenchError {
  return new WirebenchError(error.code, error.message, { allows: error.allows });
}

/** True when a wait was cancelled on purpose, which is never logged as a failure. */
export function isAborted(error: unknown): boolean {
  return error instanceof WirebenchError && error.code === 'ABORTED';
}

/** The variable of this machine that a person has to allow before what was refused can be done; undefined where the reason is another. */
export function allowsOf(error: unknown): string | undefined {
  return error instanceof WirebenchError ? error.allows : undefined;
}

/** The `code` that Node and its libraries put on an error (`ECONNRESET`, `WS_ERR_INVALID_UTF8`); undefined where there is none. */
export function codeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** The message of anything that can be thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import { z } from 'zod';

/**
 * A page and a headless host meet on a WebSocket like this, before the first envelope of the contract:
 *
 * 1. the page opens `/rpc` on its own origin; the host looks at Host and Origin, and refuses with 403
 * 2. the page says hello with the token from its URL's fragment, in an envelope without body, and then waits
 * 3. the host says welcome, or closes with a sentence: with 1008, or with 1013 when the hello came too late
 *
 * The desktop has no such step: there, the sender of the MessagePort is checked.
 */
export const rpcPath = '/rpc';

/** The name in the fragment: `#token=…`. A fragment is never sent to a server or written to a log. */
export const tokenParameter = 'token';

/** 5 s from the WebSocket handshake to the hello. */
export const helloTimeoutMs = 5000;

/** 4 KiB: a hello with its token is some 70 bytes, and nothing else is read from a page before it. */
export const largestHelloBytes = 4096;

/** The page's first message. */
export const helloHeadSchema = z.strictObject({ type: z.literal('hello'), token: z.string().max(200) });
export type HelloHead = z.infer<typeof helloHeadSchema>;

/** The host's answer to the right token. */
export const welcomeHeadSchema = z.strictObject({ type: z.literal('welcome') });
export type WelcomeHead = z.infer<typeof welcomeHeadSchema>;

/** RFC 6455, section 7.4.1: a policy was violated. Retrying with the same token is useless. */
export const refusedCloseCode = 1008;
/** The registry of RFC 6455, section 11.7: try again later. A machine that slept, or is busy, says hello too late with the right token. */
export const lateCloseCode = 1013;
/** RFC 6455, section 7.4.1: going away. The host was stopped; it may be started again. */
export const stoppedCloseCode = 1001;

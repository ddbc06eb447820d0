import { z } from 'zod';

/**
 * The steps on the way to a link, in the order in which they can follow each other: a name is looked up, an address is tried (each
 * attempt is a step of its own), a proxy is asked, the plain dialogue before STARTTLS, the TLS handshake, the WebSocket handshake.
 */
export const stepNames = ['lookup', 'connect', 'proxy', 'dialogue', 'tls', 'upgrade'] as const;
export type StepName = (typeof stepNames)[number];

const us = z.int().min(0);

/**
 * `beganUs` and `endedUs` in microseconds since the attempt began. `target`: what was looked up, tried or asked. `note`: the outcome, as a
 * sentence or an address.
 */
const connectionStepSchema = z.strictObject({
  name: z.enum(stepNames),
  target: z.string(),
  beganUs: us,
  endedUs: us.nullable(),
  outcome: z.enum(['running', 'done', 'failed', 'cancelled']),
  note: z.string().nullable(),
  code: z.string().nullable(),
});
export type ConnectionStep = z.infer<typeof connectionStepSchema>;

/**
 * An X.509 certificate (RFC 5280). Names are one line each; times in milliseconds since the epoch; `key` such as `RSA 2048` or `EC P-256`.
 */
export const certificateSchema = z.strictObject({
  subject: z.string(),
  issuer: z.string(),
  names: z.array(z.string()),
  validFrom: z.int(),
  validTo: z.int(),
  serialNumber: z.string(),
  fingerprint: z.string(),
  key: z.string(),
  isAuthority: z.boolean(),
  pem: z.string(),
});
export type Certificate = z.infer<typeof certificateSchema>;

/**
 * How the other side's certificate was treated: `verified` by an authority and for this name · `pinned` did not verify, but its fingerprint
 * is trusted for this connection · `unverified` nothing was verified, because the options say so · `refused` did not verify, so there was
 * no connection · `none` the other side presented none, as clients do unless asked.
 */
export const verificationSchema = z.enum(['verified', 'pinned', 'unverified', 'refused', 'none']);
export type Verification = z.infer<typeof verificationSchema>;

/** 10 certificates of a chain are shown; real ones have two to four. */
export const longestChain = 10;

/** What a TLS handshake negotiated (RFC 8446); null where nothing was, or not yet. `problem` says why the certificate does not verify. */
const tlsFactsSchema = z.strictObject({
  role: z.enum(['client', 'server']),
  version: z.string().nullable(),
  /** Its name in the standard, such as `TLS_AES_256_GCM_SHA384`. */
  cipher: z.string().nullable(),
  alpn: z.string().nullable(),
  serverName: z.string().nullable(),
  isSessionReused: z.boolean(),
  verification: verificationSchema,
  problem: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  /** The other side's own certificate first. */
  chain: z.array(certificateSchema).max(longestChain),
  keyLogPath: z.string().nullable(),
});
export type TlsFacts = z.infer<typeof tlsFactsSchema>;

/** 64 steps: enough for a name with dozens of addresses; beyond that, each new attempt replaces the oldest. */
export const largestStepCount = 64;

/** 200 lines of 16,384 characters: Node accepts no longer head in all, but what people type may be longer. */
export const largestHeadLineCount = 200;
export const longestHeadLine = 16_384;

const headLines = z.array(z.string().max(longestHeadLine + 1)).max(largestHeadLineCount);

/**
 * A WebSocket handshake as it went over the wire: the lines of the request and the answer, start line first, including cookies and
 * credentials. Empty where nothing arrived, or something other than HTTP.
 */
const httpHandshakeSchema = z.strictObject({ request: headLines, answer: headLines });
export type HttpHandshake = z.infer<typeof httpHandshakeSchema>;

/** What a connection really did. Addresses as `host:port`, null where there is none (yet). `startedAt` in microseconds since the epoch. */
export const connectionFactsSchema = z.strictObject({
  startedAt: z.int().nullable(),
  steps: z.array(connectionStepSchema).max(largestStepCount),
  local: z.string().nullable(),
  remote: z.string().nullable(),
  /** Such as `socks5://127.0.0.1:1080`, without user and password. */
  proxy: z.string().nullable(),
  subprotocol: z.string().nullable(),
  tls: tlsFactsSchema.nullable(),
  /** Recordings from before 0.3.1 have none. */
  handshake: httpHandshakeSchema.nullable().default(null),
});
export type ConnectionFacts = z.infer<typeof connectionFactsSchema>;

/** When the first step of an attempt began, in microseconds since the attempt did: what came before was no network’s. */
export function firstStepUs(steps: readonly Pick<ConnectionStep, 'beganUs'>[]): number {
  return steps.length === 0 ? 0 : Math.min(...steps.map(({ beganUs }) => beganUs));
}

/**
 * How long an attempt took, in microseconds: from the beginning of its first step to the end of its last. Null where no step has ended. All
 * places that tell how long connecting took tell this.
 */
export function connectUsOf({ steps }: Pick<ConnectionFacts, 'steps'>): number | null {
  const ends = steps.flatMap(({ endedUs }) => endedUs ?? []);
  return ends.length === 0 ? null : Math.max(...ends) - firstStepUs(steps);
}

/** The facts before anything has happened. */
export const noFacts: ConnectionFacts = {
  startedAt: null,
  steps: [],
  local: null,
  remote: null,
  proxy: null,
  subprotocol: null,
  tls: null,
  handshake: null,
};

/** `TLSv1.3, TLS_AES_256_GCM_SHA384, ALPN h2, SNI example.org, pinned certificate`: for the note of a record. */
export function describeTls(tls: TlsFacts): string {
  const verification: Readonly<Record<Verification, string | null>> = {
    verified: 'verified certificate',
    pinned: 'certificate trusted by its fingerprint',
    unverified: 'certificate not verified',
    refused: 'certificate refused',
    none: null,
  };
  return [
    tls.version ?? 'TLS',
    tls.cipher,
    tls.alpn === null ? null : `ALPN ${tls.alpn}`,
    tls.serverName === null ? null : `SNI ${tls.serverName}`,
    tls.isSessionReused ? 'session reused' : null,
    verification[tls.verification],
  ]
    .filter((part) => part !== null)
    .join(', ');
}

import { z } from 'zod';
import { multicastGroupSchema } from './udpOptions.ts';
import { verificationSchema } from './facts.ts';
import { sendKindSchema } from './sending.ts';
import { parseKnown } from './parseKnown.ts';
import type { RecordKind } from './record.ts';

/**
 * The fields of a record, besides the sentence in its note: one schema for each kind of record that has any. Texts from a peer are
 * untrusted data. Addresses as `host:port`, or as the path of a socket file; times in microseconds since the epoch.
 */

/** 64 KiB less one byte, in UTF-8: the most that a two-byte length can count, and more than both heads of a usual WebSocket handshake. */
export const largestDetailBytes = 65_535;

const count = z.int().min(0);
const text = z.string();
/** The code of the system, of TLS, of Node or of `ws`, such as `ECONNRESET`; null where there is none. */
const code = text.nullable();
/** The option that caused it, as a path in the endpoint, such as `tls.key`. */
const field = text.nullable();
/** RFC 6455, section 7.4; 1005 where the close frame had none, 1006 where no close frame came; null for anything but a WebSocket. */
const closeCode = z.int().nullable();

/** The variable of this machine that a person has to allow the workspace first (`{{$env:NAME}}`); absent for any other failure. */
const allows = text.optional();

/** A header as received: its name as spelled, and its value. */
const header = z.tuple([text, text]);

/** The heads of a WebSocket handshake as they went over the wire, line by line, each start line first. */
const heads = z.strictObject({ request: z.array(text), answer: z.array(text) });

/** The parts of a WebSocket handshake's request that other code needs. */
const requestFields = {
  /** The target of the request, as received. */
  path: text.nullable(),
  userAgent: text.nullable(),
  subprotocol: text.nullable(),
};

/** What TLS negotiated, and with whom; a client's `facts` have the whole chain. */
const tls = z.strictObject({
  version: text.nullable(),
  cipher: text.nullable(),
  alpn: text.nullable(),
  serverName: text.nullable(),
  isSessionReused: z.boolean(),
  verification: verificationSchema,
  /** Why the certificate does not verify. */
  problem: text.nullable(),
  /** The other side's own certificate. */
  certificate: z.strictObject({ subject: text, issuer: text, fingerprint: text }).nullable(),
});

/** Which side did it: ours or the peer's. */
const side = z.enum(['us', 'peer']);

const messages = { count, bytes: count };

/**
 * Why Wirebench sent a message by itself: after connecting, as an answer (an echo, or a greeting of `listen`), in a replay, as a further
 * time of a message that is repeated, or as a piece of a file.
 */
const sendOriginSchema = z.enum(['opening', 'answer', 'replay', 'repeat', 'file']);
export type SendOrigin = z.infer<typeof sendOriginSchema>;

/** A message that Wirebench sent by itself. What a person sent, the first time of a repeated message included, has no detail. */
const sentByItself = z.strictObject({ origin: sendOriginSchema });

/** A file that was sent, or part of it. */
const file = {
  /** Its path in the workspace, or what the person called it. */
  name: text,
  size: count,
  /** When its content was last changed; null where nobody knew. */
  modifiedAt: z.int().nullable(),
  /** As what its pieces were sent. */
  kind: sendKindSchema,
  sentBytes: count,
  /** The number of the record of its first piece; null where that was not recorded. */
  first: z.int().min(1).nullable(),
  /** Why Wirebench sent it by itself; absent where a person did. */
  origin: sendOriginSchema.optional(),
};

/** Failures, by what failed. */
const failed = z.discriminatedUnion('what', [
  /** An open link ended; nothing more comes from this peer. */
  z.strictObject({ what: z.literal('link'), code, field, closeCode }),
  /** A client did not connect, a server or a UDP socket did not open, or it ended with a failure. */
  z.strictObject({
    what: z.literal('endpoint'),
    code,
    field,
    closeCode,
    handshake: heads.nullable(),
    allows,
  }),
  /** Messages that the socket did not accept; `isFurther`: for the same reason as reported before. */
  z.strictObject({
    what: z.literal('messages'),
    ...messages,
    code,
    reason: text,
    isFurther: z.boolean(),
    allows,
  }),
  /** A file that was not sent as a whole. */
  z.strictObject({ what: z.literal('file'), ...file, code, reason: text }),
  /** Messages that had not been sent when our side ended. */
  z.strictObject({ what: z.literal('unsent'), ...messages }),
  /** The system says that a sent datagram did not arrive. */
  z.strictObject({ what: z.literal('datagram'), code }),
  /** The recording cannot be written, and the connection goes on. */
  z.strictObject({ what: z.literal('recording'), reason: text }),
  /** A client was rejected before it had a link; `status` is the HTTP status of our answer. */
  z.strictObject({
    what: z.literal('client'),
    remote: text.nullable(),
    code,
    status: z.int().nullable(),
  }),
  /** Something else that did not end anything, such as an option without effect. */
  z.strictObject({ what: z.literal('warning'), code }),
]);

/** What is missing, by reason. */
const gap = z.discriminatedUnion('what', [
  /** The recording could not be written, or not fast enough. */
  z.strictObject({
    what: z.literal('recording'),
    payloadsIn: count,
    payloadsOut: count,
    bytesIn: count,
    bytesOut: count,
    events: count,
    since: z.int(),
    until: z.int(),
    reason: text,
  }),
  /** A closing link could no longer be paused. */
  z.strictObject({ what: z.literal('closing'), payloadsIn: count, bytesIn: count }),
  /** Datagrams that the operating system dropped before they could be received. */
  z.strictObject({ what: z.literal('system'), datagrams: count, receiveBufferBytes: count.nullable() }),
]);

const changed = z.discriminatedUnion('what', [
  /** The multicast groups that the socket is in, after one was joined or left. */
  z.strictObject({
    what: z.literal('groups'),
    did: z.enum(['joined', 'left']),
    groups: z.array(multicastGroupSchema),
  }),
  /** The machine's clock moved ahead of this recording's times by this many microseconds; below 0 it was set back. */
  z.strictObject({ what: z.literal('clock'), byUs: z.int() }),
]);

/** A frame of a WebSocket message that our side sent in several (RFC 6455, section 5.4). */
const fragment = z.strictObject({
  what: z.literal('fragment'),
  origin: sendOriginSchema,
  /** From 1 on. */
  number: z.int().min(1),
  isLast: z.boolean(),
});

/** The schemas by kind of record; other kinds have no detail. The most frequent kinds come first. */
export const detailSchemas = {
  opened: z.strictObject({
    local: text,
    remote: text,
    /** The proxy, without user and password. */
    proxy: text.nullable(),
    ...requestFields,
    handshake: heads.nullable(),
    tls: tls.nullable(),
  }),
  closed: z.strictObject({ code, closeCode, closeReason: text.nullable() }),
  failed,
  /** A file was sent as a whole. */
  sent: z.strictObject(file),
  /** `isAnswer`: this end answers the other side's. */
  ended: z.strictObject({ side, isAnswer: z.boolean() }),
  /** 1005: the frame had no code. */
  close: z.strictObject({ code: z.int(), reason: text }),
  pong: z.union([sentByItself, z.strictObject({ isAutomatic: z.literal(true) })]),
  text: z.union([sentByItself, fragment]),
  binary: z.union([sentByItself, fragment]),
  ping: sentByItself,
  data: z.union([
    sentByItself,
    /**
     * Bytes of a WebSocket that are not a message: the frame that broke the protocol, the fragments before it, or bytes that came too late.
     */
    z.strictObject({
      what: z.enum(['fragments', 'frame', 'afterClose']),
      /** How many bytes there were; the record has only the first ones where they exceed its limit. */
      wholeBytes: count,
      /** False for a frame that was not completed. */
      isWhole: z.boolean(),
    }),
  ]),
  secured: tls,
  listening: z.strictObject({ local: text, url: text }),
  /** The next attempt, of how many (null: unlimited), in how long and when. */
  waiting: z.strictObject({
    attempt: z.int().min(1),
    attempts: z.int().min(1).nullable(),
    delayMs: count,
    at: z.int(),
  }),
  changed,
  /** The disk cannot keep up, or cannot be written, so the connection is paused. */
  paused: z.strictObject({ disk: z.enum(['slow', 'failing']), reason: text.nullable() }),
  /** `isComplete`: nothing that passed in the meantime is missing. */
  resumed: z.strictObject({ disk: z.enum(['slow', 'failing']), isComplete: z.boolean() }),
  gap,
} as const satisfies { readonly [Kind in RecordKind]?: z.ZodType<object> };

type Details = { readonly [Kind in keyof typeof detailSchemas]: z.infer<(typeof detailSchemas)[Kind]> };

/** The kinds of records that can have a detail. */
export type DetailedKind = keyof Details;

/** The detail of a kind of record. */
export type DetailOf<Kind extends DetailedKind> = Details[Kind];

/** The detail of any record. */
export type RecordDetail = Details[DetailedKind];

/** The schema of a detail whose kind is not checked. */
export const recordDetailSchema = z.union(Object.values(detailSchemas));

/** `reason`: why not all of it was sent. */
const sentFileSchema = z.object({ ...file, reason: text.optional() });

/** What is recorded of a file that was sent, as a whole or not. */
export type SentFileDetail = z.infer<typeof sentFileSchema>;

/** The file whose end a record reports; undefined for every other record. */
export function sentFileOf(detail: RecordDetail | null | undefined): SentFileDetail | undefined {
  return detail && 'sentBytes' in detail ? detail : undefined;
}

/** What is stored about a peer besides its address: our end of its link, and the contents of its handshake. */
export const peerDetailSchema = z.strictObject({
  local: text,
  ...requestFields,
  /** The headers of the request, in their order; empty where there was no request. */
  headers: z.array(header),
});
export type PeerDetail = z.infer<typeof peerDetailSchema>;

/** True for a kind whose records can have a detail. */
export function isDetailedKind(kind: RecordKind): kind is DetailedKind {
  return Object.hasOwn(detailSchemas, kind);
}

/** The detail that a record of this kind can have, without fields that are not known here; undefined for anything else. */
export function parseDetail(kind: RecordKind, value: unknown): RecordDetail | undefined {
  return isDetailedKind(kind) ? parseKnown<z.ZodType<RecordDetail>>(detailSchemas[kind], value) : undefined;
}

const encoder = new TextEncoder();
/** Texts are shortened to these lengths in turn until the detail fits: the first is a whole HTTP head, and with the last anything fits. */
const textLimits = [16_384, 4096, 1024, 256, 64, 16] as const;
/** At most 200 lines of a head, groups, or headers. */
const longestList = 200;

/** The JSON of a detail, in at most `largestDetailBytes` of UTF-8: to fit, its long texts are shortened and end with “…”. */
export function encodeDetail(detail: RecordDetail | PeerDetail): Uint8Array {
  let bytes = encoder.encode(JSON.stringify(detail));
  for (const limit of textLimits) {
    if (bytes.length <= largestDetailBytes) break;
    bytes = encoder.encode(JSON.stringify(shortened(detail, limit)));
  }
  return bytes;
}

function shortened(value: unknown, limit: number): unknown {
  if (typeof value === 'string')
    return value.length <= limit ? value : `${value.slice(0, limit).toWellFormed()}…`;
  if (Array.isArray(value)) return value.slice(0, longestList).map((each: unknown) => shortened(each, limit));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shortened(each, limit)]));
}

import { z } from 'zod';
import { markLookSchema } from '../../shared/model/mark.ts';
import { recordDetailSchema } from '../../shared/model/recordDetail.ts';

const recordLine = z.strictObject({
  event: z.literal('record'),
  seq: z.int().min(1),
  at: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
  peer: z.int().nullable(),
  direction: z.enum(['in', 'out']).nullable(),
  kind: z.string(),
  size: z.int().min(0),
  hex: z.string().regex(/^(?:[0-9a-f]{2})*$/),
  text: z.string().optional(),
  note: z.string().optional(),
  detail: recordDetailSchema.optional(),
  mark: markLookSchema.optional(),
});
const isoTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const milliseconds = z.number().min(0).optional();
const tlsFacts = z.strictObject({
  version: z.string().nullable(),
  cipher: z.string().nullable(),
  alpn: z.string().nullable(),
  serverName: z.string().nullable(),
  reused: z.boolean(),
  authorized: z.boolean(),
  verification: z.enum(['verified', 'pinned', 'unverified', 'refused', 'none']),
  problem: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  chain: z.array(
    z.strictObject({
      subject: z.string(),
      issuer: z.string(),
      names: z.array(z.string()),
      validFrom: isoTime,
      validTo: isoTime,
      fingerprint: z.string().regex(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/),
    }),
  ),
  keyLog: z.string().optional(),
});
const facts = z.strictObject({
  lookupMs: milliseconds,
  connectMs: milliseconds,
  proxyMs: milliseconds,
  dialogueMs: milliseconds,
  secureMs: milliseconds,
  upgradeMs: milliseconds,
  remote: z.string().optional(),
  local: z.string().optional(),
  proxy: z.string().optional(),
  subprotocol: z.string().optional(),
  handshake: z.strictObject({ request: z.array(z.string()), answer: z.array(z.string()) }).optional(),
  tls: tlsFacts.optional(),
  // Of a UDP socket.
  receiveBufferBytes: z.int().nullish(),
  sendBufferBytes: z.int().nullish(),
  droppedByKernel: z.int().nullish(),
  groups: z.array(z.strictObject({ group: z.string(), interface: z.string() })).optional(),
});
export const outputLine = z.discriminatedUnion('event', [
  z.strictObject({ event: z.literal('open'), url: z.string(), facts }),
  z.strictObject({ event: z.literal('listening'), url: z.string(), facts: facts.optional() }),
  recordLine,
  z.strictObject({ event: z.literal('secured'), facts }),
  z.strictObject({
    event: z.literal('waiting'),
    attempt: z.int().min(1),
    at: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
  }),
  z.strictObject({
    event: z.literal('closed'),
    reason: z.string().min(1),
    code: z.string().optional(),
    field: z.string().optional(),
    facts: facts.optional(),
  }),
  z.strictObject({
    event: z.literal('damaged'),
    from: z.int().optional(),
    to: z.int().optional(),
    problem: z.string().min(1),
  }),
  z.strictObject({
    event: z.literal('result'),
    sent: z.int(),
    matched: z.int(),
    mismatched: z.int(),
    missing: z.int(),
  }),
]);
/** A line of `--json`, as the issue and the help describe it; nothing else passes. */
type OutputLine = z.infer<typeof outputLine>;
type RecordLine = z.infer<typeof recordLine>;
/** What a connection did, of the lines that say so. */
export type FactsOutput = z.infer<typeof facts>;

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Of `--json`. */
  readonly lines: readonly OutputLine[];
  readonly records: readonly RecordLine[];
}

/** What a command has done, of what it has written. */
export function finishedWith(status: number | null, stdout: string, stderr: string, json: boolean): Finished {
  const texts = json ? stdout.split('\n').slice(0, -1) : [];
  const lines = texts.map((text) => outputLine.parse(JSON.parse(text)));
  return { status, stdout, stderr, lines, records: lines.filter((each) => each.event === 'record') };
}

/** The facts of the first line of a kind. */
export function factsOf({ lines }: Finished, event: 'open' | 'secured' | 'closed'): FactsOutput | undefined {
  const found = lines.find((each) => each.event === event);
  return found && 'facts' in found ? found.facts : undefined;
}

/** Received and sent data, in order: `← text`, `→ text`, in hex where it is no text. */
export function conversation({ records }: Finished): string[] {
  return records
    .filter(({ kind }) => kind === 'data' || kind === 'text' || kind === 'binary')
    .map(({ direction, text, hex }) => `${direction === 'in' ? '←' : '→'} ${text ?? hex}`);
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { Writable } from 'node:stream';
import { z } from 'zod';
import { Output } from '../../electron/cli/output.ts';
import { commandLine } from './commandLine.ts';
import { recordDetailSchema } from '../../shared/model/recordDetail.ts';
import { runCommandLine } from '../../electron/cli/runCommandLine.ts';

const root = resolve(import.meta.dirname, '../..');

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
const line = z.discriminatedUnion('event', [
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
type OutputLine = z.infer<typeof line>;
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

/** How a process of the command line is started. */
export interface Start {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Descriptors in the place of what is read here, or of nothing for the input; what they are opened on is closed by the caller. */
  readonly stdin?: number | 'pipe';
  readonly stdout?: number;
  readonly stderr?: number;
}

/** The command line as a process of its own. */
export class Wirebench {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  private stdout = '';
  private stderr = '';

  constructor(args: readonly string[], start: Start = {}) {
    const json = args.includes('--json');
    this.child = spawn(process.execPath, [...commandLine(args[0]), ...args], {
      cwd: start.cwd ?? root,
      env: { ...process.env, ...start.env },
      stdio: [start.stdin ?? 'ignore', start.stdout ?? 'pipe', start.stderr ?? 'pipe'],
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    this.finished = once(this.child, 'close').then(([status]) =>
      describe(status as number | null, this.stdout, this.stderr, json),
    );
  }

  /** The first line of the output, as soon as it is there. */
  async firstLine(): Promise<string> {
    const { stdout } = this.child;
    if (!stdout) throw new Error('There is no output.');
    while (!this.stdout.includes('\n')) {
      if (stdout.closed) throw new Error(`It ended without a line: ${this.stderr}`);
      await Promise.race([once(stdout, 'data'), once(stdout, 'close')]);
    }
    return this.stdout.slice(0, this.stdout.indexOf('\n'));
  }

  /** The address of the first line, for `listen --json`. */
  async url(): Promise<URL> {
    const first = line.parse(JSON.parse(await this.firstLine()));
    return new URL('url' in first ? first.url : '');
  }

  /** Resolves when the output has something. */
  async prints(what: RegExp): Promise<void> {
    const { stdout } = this.child;
    if (!stdout) throw new Error('There is no output.');
    while (!what.test(this.stdout)) {
      if (stdout.closed) throw new Error(`It ended without ${what}: ${this.stderr}`);
      await Promise.race([once(stdout, 'data'), once(stdout, 'close')]);
    }
  }

  interrupt(): Promise<Finished> {
    this.child.kill('SIGINT');
    return this.finished;
  }
}

export function run(...args: string[]): Promise<Finished> {
  return new Wirebench(args).finished;
}

/** The facts of the first line of a kind. */
export function factsOf({ lines }: Finished, event: 'open' | 'secured' | 'closed'): FactsOutput | undefined {
  const found = lines.find((each) => each.event === event);
  return found && 'facts' in found ? found.facts : undefined;
}

/** The same without a process of its own, which takes less time. It ends by itself, or never. */
export async function runHere(...args: string[]): Promise<Finished> {
  const written: string[] = [];
  const warnings: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      written.push(text);
      done();
    },
  });
  const status = await runCommandLine(args, {
    output: new Output(stream),
    stop: new AbortController().signal,
    warn: (sentence) => void warnings.push(sentence),
  });
  const stderr = warnings.map((sentence) => `${sentence}\n`).join('');
  return describe(status, written.join(''), stderr, args.includes('--json'));
}

function describe(status: number | null, stdout: string, stderr: string, json: boolean): Finished {
  const texts = json ? stdout.split('\n').slice(0, -1) : [];
  const lines = texts.map((text) => line.parse(JSON.parse(text)));
  return { status, stdout, stderr, lines, records: lines.filter((each) => each.event === 'record') };
}

/** Received and sent data, in order: `← text`, `→ text`, in hex where it is no text. */
export function conversation({ records }: Finished): string[] {
  return records
    .filter(({ kind }) => kind === 'data' || kind === 'text' || kind === 'binary')
    .map(({ direction, text, hex }) => `${direction === 'in' ? '←' : '→'} ${text ?? hex}`);
}

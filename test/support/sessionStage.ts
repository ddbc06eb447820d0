import type { EndpointSink, Link, LinkFacts, LinkSink } from '../../electron/engine/link/link.ts';
import { startLiveSession, type LiveSession } from '../../electron/engine/session/liveSession.ts';
import type { RetryTiming } from '../../electron/engine/session/reconnecting.ts';
import { noTemplates } from '../../electron/engine/session/noTemplates.ts';
import { WrittenMessages } from '../../electron/engine/session/writtenMessages.ts';
import { openingMessagesOf } from '../../electron/engine/session/openingMessages.ts';
import type { OpenSessionOptions } from '../../electron/engine/session/session.ts';
import type { NewRecord, RecordWriter, RecordWriterEvents } from '../../electron/engine/store/store.ts';
import { endpointSchema } from '../../shared/model/connection.ts';
import type { ConnectionFacts } from '../../shared/model/facts.ts';
import { recordingIdSchema, sessionIdSchema } from '../../shared/model/ids.ts';
import { resolverOf } from './templates.ts';
import { UnreadReader } from './unreadReader.ts';

/** A link without a socket: it keeps what it was told to do. `broken` makes its sends fail. */
export class StagedLink implements Link {
  readonly done: string[] = [];
  broken: string | null = null;

  send({ bytes }: Parameters<Link['send']>[0]): Promise<void> {
    this.done.push(`send ${new TextDecoder().decode(bytes)}`);
    return this.broken === null ? Promise.resolve() : Promise.reject(new Error(this.broken));
  }

  pause(): void {
    this.done.push('pause');
  }

  resume(): void {
    this.done.push('resume');
  }

  close(): void {
    this.done.push('close');
  }

  end(): void {
    this.done.push('end');
  }

  reset(): void {
    this.done.push('reset');
  }
}

/** One attempt of an endpoint without sockets: the test tells what happens to it. */
class StagedAttempt {
  readonly sink: EndpointSink;
  isClosing = false;

  constructor(sink: EndpointSink) {
    this.sink = sink;
  }

  /** Opens a link, as openers do: it can be sent over while it is told. */
  opens(link: Link = new StagedLink(), facts: Partial<LinkFacts> = {}): LinkSink {
    const bare = { local: '127.0.0.1:1', remote: '127.0.0.1:2', subprotocol: null, note: null };
    return this.sink.linkOpened(link, { ...bare, ...facts }, 10);
  }

  fails(reason = 'Nothing listens there.', more: { code?: string; field?: string } = {}): void {
    this.sink.closed({ clean: false, reason, ...more }, 20);
  }

  closes(reason = 'The other side closed.'): void {
    this.sink.closed({ clean: true, reason }, 30);
  }
}

/** A session on a wire, a file, a clock and retry times that the test has in its hand. */
export interface SessionStage {
  readonly session: LiveSession;
  readonly attempts: readonly StagedAttempt[];
  /** The attempt that was started last. */
  readonly last: () => StagedAttempt;
  readonly records: readonly NewRecord[];
  /** `kind: note`, or `kind: text` of a payload, in order. */
  readonly story: () => string[];
  /** How long the waits that are not over were to be, in milliseconds. */
  readonly waits: () => number[];
  /** Lets the wait be over. */
  readonly wake: () => void;
  readonly file: RecordWriterEvents;
  /** What the file was told of the connection, last. */
  readonly facts: () => ConnectionFacts | null;
}

/** What the file of a session was told, and what it tells. */
interface Told {
  facts: ConnectionFacts | null;
  events: RecordWriterEvents | null;
}

function lastOf(attempts: readonly StagedAttempt[]): StagedAttempt {
  const attempt = attempts.at(-1);
  if (!attempt) throw new Error('Nothing was started.');
  return attempt;
}

/** Times that pass when the test says so, without a random part. */
function timingOf(waits: Map<() => void, number>): RetryTiming {
  return {
    random: () => 0,
    after: (delayMs, run) => {
      waits.set(run, delayMs);
      return () => void waits.delete(run);
    },
  };
}

/** A file that is a list of records. */
function writerTo(records: NewRecord[], told: Told): RecordWriter {
  return Object.assign(new UnreadReader(), {
    append: (record: NewRecord) => records.push({ ...record, bytes: Uint8Array.from(record.bytes) }),
    peer: () => undefined,
    keep: () => undefined,
    opened: () => undefined,
    facts: (facts: ConnectionFacts) => void (told.facts = facts),
    clear: () => Promise.resolve(),
    flush: () => Promise.resolve(),
    finish: () => Promise.resolve(),
  });
}

/** Starts a session; its attempts wait for the test to go on. */
export async function stageSession(
  definition: unknown,
  more: Partial<OpenSessionOptions> = {},
): Promise<SessionStage> {
  const endpoint = endpointSchema.parse(definition);
  const opening = openingMessagesOf(endpoint, () => resolverOf());
  if (!opening.ok) throw new Error(opening.problem.message);
  const attempts: StagedAttempt[] = [];
  const records: NewRecord[] = [];
  const templates = more.templates ?? noTemplates({ nowUs: () => 1000 });
  const waits = new Map<() => void, number>();
  const told: Told = { facts: null, events: null };
  const session = await startLiveSession({
    id: sessionIdSchema.parse('s1'),
    recordingId: recordingIdSchema.parse('r1'),
    options: { endpoint, name: 'Staged', connectionId: null, recordingPath: null, ...more },
    startedAt: 0,
    clock: { nowUs: () => 1000 },
    log: { warn: () => undefined },
    createWriter: (_first, events) => {
      told.events = events;
      return Promise.resolve(writerTo(records, told));
    },
    reopen: () => Promise.reject(new Error('Nobody reads here.')),
    messages: new WrittenMessages(endpoint, templates, more.renew ?? (() => Promise.resolve(templates))),
    retryTiming: timingOf(waits),
    start: (sink) => {
      const attempt = new StagedAttempt(sink);
      attempts.push(attempt);
      return { close: () => void (attempt.isClosing = true) };
    },
  });
  const { events } = told;
  if (!events) throw new Error('No file was made.');
  return {
    session,
    attempts,
    last: () => lastOf(attempts),
    records,
    story: () =>
      records.map(({ kind, note, bytes }) => `${kind}: ${note ?? new TextDecoder().decode(bytes)}`),
    waits: () => [...waits.values()],
    wake: () => {
      for (const run of waits.keys()) run();
    },
    file: events,
    facts: () => told.facts,
  };
}

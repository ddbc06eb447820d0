import { startEndpoint } from '../../electron/engine/link/openers.ts';
import type {
  DatagramFacts,
  EndpointSink,
  Link,
  LinkContext,
  LinkFacts,
  LinkPayload,
  LinkOutcome,
  LinkSink,
  RunningEndpoint,
} from '../../electron/engine/link/link.ts';
import { createSystemClock } from '../../electron/engine/base/systemClock.ts';
import { endpointSchema, type Endpoint } from '../../shared/model/connection.ts';
import { noFacts, type ConnectionFacts, type TlsFacts } from '../../shared/model/facts.ts';
import type { Direction } from '../../shared/model/record.ts';
import type { MulticastGroup } from '../../shared/model/udpOptions.ts';
import { until } from './until.ts';

/**
 * One link, and what it told. `story` names each event in a word or two, in order: `in data`, `secured`, `ended` (by the peer),
 * `ended out` (by us), `reads on`, `closed`.
 */
export class RecordedLink implements LinkSink {
  readonly link: Link;
  readonly facts: LinkFacts;
  readonly payloads: LinkPayload[] = [];
  readonly story: string[] = [];
  outcome: LinkOutcome | null = null;
  /** As it opened, or as it was secured afterwards. */
  tls: TlsFacts | null;
  private readonly endpoint: RecordedEndpoint;

  constructor(link: Link, facts: LinkFacts, endpoint: RecordedEndpoint) {
    this.link = link;
    this.facts = facts;
    this.tls = facts.tls ?? null;
    this.endpoint = endpoint;
  }

  payload(payload: LinkPayload): void {
    this.tell(`${payload.direction} ${payload.kind}`);
    const kept = { ...payload, bytes: Uint8Array.from(payload.bytes) };
    this.payloads.push(kept);
    this.endpoint.onPayload?.(this, kept);
  }

  ended(direction: Direction): void {
    this.tell(direction === 'in' ? 'ended' : 'ended out');
  }

  secured(tls: TlsFacts): void {
    this.tell('secured');
    this.tls = tls;
  }

  readsOn(): void {
    this.tell('reads on');
  }

  closed(outcome: LinkOutcome): void {
    this.tell('closed');
    this.outcome = outcome;
  }

  /** What came in, one after the other. */
  get received(): Buffer {
    return Buffer.concat(
      this.payloads.filter((payload) => payload.direction === 'in').map((payload) => payload.bytes),
    );
  }

  send(text: string, kind: 'data' | 'text' = 'data'): Promise<void> {
    return this.link.send({ kind, bytes: Buffer.from(text) });
  }

  sendBinary(bytes: Uint8Array): Promise<void> {
    return this.link.send({ kind: 'binary', bytes });
  }

  sendData(bytes: Uint8Array): Promise<void> {
    return this.link.send({ kind: 'data', bytes });
  }

  async receives(text: string): Promise<void> {
    await until(() => this.received.toString('latin1').includes(text));
  }

  async isSecured(): Promise<TlsFacts> {
    await until(() => this.story.includes('secured') || this.outcome !== null);
    if (this.tls === null) throw new Error(`It did not become TLS: ${this.outcome?.reason}`);
    return this.tls;
  }

  async end(timeoutMs = 5000): Promise<LinkOutcome> {
    await until(() => this.outcome !== null, timeoutMs);
    return this.outcome ?? { clean: false, reason: 'It never ended.' };
  }

  private tell(event: string): void {
    if (this.outcome) throw new Error(`The link told “${event}” after it was closed.`);
    this.story.push(event);
  }
}

/** An endpoint that runs, and everything that it told. Fails a test that sees an event after the end, or an end with open links. */
export class RecordedEndpoint implements EndpointSink {
  readonly links: RecordedLink[] = [];
  readonly warnings: string[] = [];
  /** What was said of datagrams that did not arrive. */
  readonly lost: string[] = [];
  readonly times: number[] = [];
  /** Told of each payload in the turn in which it came. */
  onPayload: ((link: RecordedLink, payload: LinkPayload) => void) | null = null;
  /** Told of each link, and of each step, in the turn in which it came. */
  onLink: ((link: RecordedLink) => void) | null = null;
  onProgress: (() => void) | null = null;
  datagramFacts: DatagramFacts | null = null;
  /** The way to the link, as it was told last. */
  facts: ConnectionFacts = noFacts;
  joined: readonly MulticastGroup[] = [];
  readonly groupNotes: string[] = [];
  readonly dropNotes: string[] = [];
  url: string | null = null;
  outcome: LinkOutcome | null = null;
  private endpoint: RunningEndpoint | undefined;

  static start(definition: unknown, context: Partial<LinkContext> = {}): RecordedEndpoint {
    const recorded = new RecordedEndpoint();
    const parsed: Endpoint = endpointSchema.parse(definition);
    recorded.endpoint = startEndpoint(parsed, recorded, { ...bareContext(), ...context });
    if (recorded.outcome) throw new Error('The endpoint ended before its opener had returned.');
    return recorded;
  }

  listening(facts: { readonly local: string; readonly url: string }, atUs: number): void {
    this.tell('listening', atUs);
    this.url = facts.url;
  }

  linkOpened(link: Link, facts: LinkFacts, atUs: number): LinkSink {
    this.tell('linkOpened', atUs);
    const recorded = new RecordedLink(link, facts, this);
    this.links.push(recorded);
    this.onLink?.(recorded);
    return recorded;
  }

  warned(message: string, atUs: number): void {
    this.tell('warned', atUs);
    this.warnings.push(message);
  }

  undelivered(message: string, atUs: number): void {
    this.tell('undelivered', atUs);
    this.lost.push(message);
  }

  progressed(facts: ConnectionFacts): void {
    if (this.outcome) throw new Error('The endpoint told of its way after it was closed.');
    this.facts = facts;
    this.onProgress?.();
  }

  groups(groups: readonly MulticastGroup[], note: string, atUs: number): void {
    this.tell('groups', atUs);
    this.joined = groups;
    this.groupNotes.push(note);
  }

  datagrams(facts: DatagramFacts, note: string | null, atUs: number): void {
    this.tell('datagrams', atUs);
    this.datagramFacts = facts;
    if (note !== null) this.dropNotes.push(note);
  }

  closed(outcome: LinkOutcome, atUs: number): void {
    this.tell('closed', atUs);
    const open = this.links.filter((link) => link.outcome === null).length;
    if (open > 0) throw new Error(`The endpoint closed while ${open} of its links were open.`);
    this.outcome = outcome;
  }

  close(): void {
    this.endpoint?.close();
  }

  /** What can be done with a UDP socket beside its links. */
  get controls(): NonNullable<RunningEndpoint['datagrams']> {
    const controls = this.endpoint?.datagrams;
    if (!controls) throw new Error('This is no UDP socket.');
    return controls;
  }

  /** The steps of the way so far, each in two words: `connect done`. */
  get steps(): string[] {
    return this.facts.steps.map(({ name, outcome }) => `${name} ${outcome}`);
  }

  /** The address of a server, once it listens. */
  async listens(): Promise<{ url: string; port: number }> {
    await until(() => this.url !== null || this.outcome !== null);
    if (this.url === null) throw new Error(`It does not listen: ${this.outcome?.reason}`);
    return { url: this.url, port: Number(new URL(this.url.replace(/^\w+:/, 'http:')).port || 80) };
  }

  /** The link with an index, once it is open. */
  async link(index = 0): Promise<RecordedLink> {
    await until(() => this.links.length > index || this.outcome !== null);
    const link = this.links[index];
    if (!link) throw new Error(`There is no link ${index}: ${this.outcome?.reason}`);
    return link;
  }

  async end(): Promise<LinkOutcome> {
    await until(() => this.outcome !== null, 8000);
    return this.outcome ?? { clean: false, reason: 'It never ended.' };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
    await this.end();
  }

  private tell(event: string, atUs: number): void {
    if (this.outcome) throw new Error(`The endpoint told “${event}” after it was closed.`);
    this.times.push(atUs);
  }
}

/** A client and what it talks to, ended together, the client first. */
export async function connectTo(
  definition: unknown,
  context: Partial<LinkContext> = {},
): Promise<{ endpoint: RecordedEndpoint; link: RecordedLink }> {
  const endpoint = RecordedEndpoint.start(definition, context);
  return { endpoint, link: await endpoint.link() };
}

/** A world without secrets and authorities, for what needs none. */
function bareContext(): LinkContext {
  const absent = (what: string) => (): Promise<never> =>
    Promise.reject(new Error(`This test has no ${what}.`));
  return {
    clock: createSystemClock(),
    secret: absent('secrets'),
    makeIdentity: absent('authority'),
    keyLogPath: '',
  };
}

/** A context whose secrets are these, by their ids. */
export function withSecrets(secrets: Readonly<Record<string, Uint8Array>>): Pick<LinkContext, 'secret'> {
  return {
    secret: ({ id }) => {
      const bytes = secrets[id];
      return bytes ? Promise.resolve(bytes) : Promise.reject(new Error(`This test has no secret ${id}.`));
    },
  };
}

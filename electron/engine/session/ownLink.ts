import { Cell } from '../../../shared/base/signal.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import { isClient, isServer } from '../../../shared/model/endpointKinds.ts';
import { doesListen } from '../../../shared/model/endpointPlace.ts';
import { connectUsOf, noFacts, type ConnectionFacts, type TlsFacts } from '../../../shared/model/facts.ts';
import { setFacts, type PeerEntry } from './peerTable.ts';
import type { SessionLog } from './sessionLog.ts';

/** The link that a client, or a UDP socket with a peer, is opened for: what is known of how it came about, and its peer while it is open. */
export class OwnLink {
  /** Of the latest attempt. A server has only where it listens. */
  readonly facts = new Cell<ConnectionFacts>(noFacts);
  private readonly endpoint: Endpoint;
  private readonly log: Pick<SessionLog, 'facts'>;
  private readonly listens: boolean;
  private entry: PeerEntry | null = null;
  private tookUs: number | null = null;

  constructor(endpoint: Endpoint, log: Pick<SessionLog, 'facts'>) {
    this.endpoint = endpoint;
    this.log = log;
    this.listens = doesListen(endpoint);
  }

  /** Null while it is not open. */
  get peer(): PeerEntry | null {
    return this.entry;
  }

  /** How long the attempt took that opened it; null until then. What is done in an open link, such as TLS that starts later, takes nothing of it. */
  get connectUs(): number | null {
    return this.tookUs;
  }

  /** A UDP socket hears from others, too; the peer it was opened for stays its own. */
  is({ id }: PeerEntry): boolean {
    return !this.listens && (isClient(this.endpoint.kind) || id === 1);
  }

  /** An opener that reports no steps has facts all the same. */
  opened(entry: PeerEntry): void {
    const { local, remote, subprotocol, tls } = entry.facts;
    const before = this.facts.value;
    this.entry = entry;
    this.tookUs = connectUsOf(before);
    this.found({
      ...before,
      startedAt: before.startedAt ?? entry.openedAt,
      local,
      remote,
      subprotocol,
      tls: before.tls ?? tls,
    });
  }

  /** These are the facts from now on. */
  found(facts: ConnectionFacts): void {
    this.facts.set(facts);
    if (this.entry) setFacts(this.entry, facts);
    if (!isServer(this.endpoint.kind)) this.log.facts(facts);
  }

  /** The link to a peer has switched to TLS. */
  secured(entry: PeerEntry, tls: TlsFacts): void {
    setFacts(entry, { ...entry.facts, tls });
    if (entry === this.entry) this.found({ ...this.facts.value, tls });
  }

  /** The link to a peer has closed. */
  closed(entry: PeerEntry): void {
    if (entry === this.entry) this.entry = null;
  }
}

import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { orAborted } from '../../../../shared/base/orAborted.ts';
import type { IpFamily } from '../../../../shared/model/socketOptions.ts';
import { directLookup, systemLookup, type NameSource } from './nameSources.ts';

/** The addresses of a name, in the system's order of preference, and a note for the reader about how they were found. */
interface LookedUp {
  readonly addresses: readonly LookupAddress[];
  readonly note: string | null;
}

/** libuv looks up on half of its four threads at once: a third look-up waits until one of the first two has its answer. */
const lookupThreadCount = 2;

/** 200 ms for earlier look-ups to finish by themselves: only hanging ones take longer. */
const queuePatienceMs = 200;

const askedDirectly = 'The name servers were asked directly, because other look-ups are hanging.';

/**
 * Looks names up through the system, which knows every source, cannot be cancelled, and takes two names at a time. So an abort does not
 * wait for it, and a name that would queue behind hanging ones is also searched in the hosts file and at the name servers.
 */
export class HostLookup {
  private readonly system: NameSource;
  private readonly direct: NameSource;
  private systemCount = 0;

  constructor(system: NameSource, direct: NameSource) {
    this.system = system;
    this.direct = direct;
  }

  /** Rejects with the signal's reason as soon as that fires, otherwise with the system's error, which has a `code`. */
  async lookUp(host: string, family: IpFamily, signal: AbortSignal): Promise<LookedUp> {
    signal.throwIfAborted();
    const version = isIP(host);
    if (version !== 0) return { addresses: [{ address: host, family: version }], note: null };
    const answered = new AbortController();
    const over = AbortSignal.any([signal, answered.signal]);
    try {
      const isQueued = this.systemCount >= lookupThreadCount;
      const bySystem = this.askSystem(host, family, over);
      const answer = isQueued ? firstOf(bySystem, this.askDirectly(host, family, over)) : bySystem;
      return await orAborted(answer, signal);
    } finally {
      answered.abort();
    }
  }

  private async askSystem(host: string, family: IpFamily, signal: AbortSignal): Promise<LookedUp> {
    this.systemCount += 1;
    try {
      return { addresses: await this.system(host, family, signal), note: null };
    } finally {
      this.systemCount -= 1;
    }
  }

  private async askDirectly(host: string, family: IpFamily, signal: AbortSignal): Promise<LookedUp> {
    await wait(queuePatienceMs, undefined, { signal });
    return { addresses: await this.direct(host, family, signal), note: askedDirectly };
  }
}

/** The system is the reference: its empty answer counts. The other sources count only when they find something. */
function firstOf(system: Promise<LookedUp>, direct: Promise<LookedUp>): Promise<LookedUp> {
  return Promise.race([system, direct.catch(() => system)]);
}

/** The threads belong to the process, and so does the count of waiting look-ups. */
const ofThisProcess = new HostLookup(systemLookup, directLookup);

/**
 * The addresses of a host; an IP address yields itself, whatever the family. Rejects with the signal's reason as soon as that fires,
 * otherwise with the system's error (`ENOTFOUND`, `EAI_AGAIN` …).
 */
export function lookupHost(host: string, family: IpFamily, signal: AbortSignal): Promise<LookedUp> {
  return ofThisProcess.lookUp(host, family, signal);
}

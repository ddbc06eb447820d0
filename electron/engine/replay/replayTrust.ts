import { isDeepStrictEqual } from 'node:util';
import type { Result } from '../../../shared/base/result.ts';
import type { Connection, Endpoint } from '../../../shared/model/connection.ts';
import { isServer } from '../../../shared/model/endpointKinds.ts';
import type { ConnectionId } from '../../../shared/model/ids.ts';
import { defaultsOf, isOptions } from '../../../shared/model/optionAt.ts';
import { withoutDefaults } from '../../../shared/model/withoutDefaults.ts';
import { resolveEndpoint } from '../session/resolveEndpoint.ts';
import type { Templates } from '../template/templates.ts';

/** Where the connection is looked for with which a recording was made. */
export interface TrustSources {
  /** The saved connections. */
  readonly connections: readonly Connection[];
  /** The one that the recording names; null for none. */
  readonly madeWith: ConnectionId | null;
  /** What applies to the replay. */
  readonly templates: Templates;
  /** What applies in the other environments. */
  readonly elsewhere: () => Promise<readonly Templates[]>;
}

/** Whose proxy and TLS options a replay has. */
export interface ReplayTrust {
  /** The options of a connection of this person, as they are now, with references to secrets as they were written; null for the defaults. */
  readonly own: Endpoint | null;
  /** A sentence: why it has the defaults. */
  readonly why: string | null;
  /** The variable of this machine that a person has to allow first. */
  readonly allows: string | null;
}

/**
 * Finds the connection whose owner has chosen the address, the proxy and the TLS options of a recording: one that has them with the variables
 * that apply now, or the one that it was made with, if that has them in any environment. That one counts as it is now.
 */
export async function replayTrust(recorded: Endpoint, sources: TrustSources): Promise<ReplayTrust> {
  const { connections, madeWith, templates, elsewhere } = sources;
  for (const { endpoint } of connections) {
    if (endpoint.kind !== recorded.kind) continue;
    const now = await resolved(endpoint, templates);
    if (now.ok && hasSameTrust(recorded, now.value)) return trusted(now.value);
  }
  const connection = connections.find(({ id }) => id === madeWith);
  if (connection?.endpoint.kind !== recorded.kind) return foreign(strangerWhy);
  const { name, endpoint } = connection;
  const now = await resolved(endpoint, templates);
  if (!now.ok) {
    const { message, allows = null } = now.problem;
    return { ...foreign(`“${name}”, with which it was made, does not resolve now. ${message}`), allows };
  }
  for (const others of await elsewhere()) {
    const there = await resolved(endpoint, others);
    if (there.ok && hasSameTrust(recorded, there.value)) return trusted(now.value);
  }
  return foreign(
    `The address, the proxy or the TLS options of “${name}”, with which it was made, are others by now.`,
  );
}

const strangerWhy =
  'No connection here has the address, the proxy and the TLS options with which it was made, so somebody else may have chosen them.';

function trusted(own: Endpoint): ReplayTrust {
  return { own, why: null, allows: null };
}

function foreign(why: string): ReplayTrust {
  return { own: null, why, allows: null };
}

interface Unresolved {
  readonly message: string;
  readonly allows?: string | undefined;
}

async function resolved(endpoint: Endpoint, templates: Templates): Promise<Result<Endpoint, Unresolved>> {
  const found = await templates.resolve((resolver) => resolveEndpoint({ endpoint, resolver }));
  return found.ok ? { ok: true, value: found.value.shown } : { ok: false, problem: found.problem[0] };
}

/** True where a connection, with its variables resolved, has the address, the proxy and the TLS options of a recording: then its owner has chosen these. */
export function hasSameTrust(recorded: Endpoint, saved: Endpoint): boolean {
  return isDeepStrictEqual(trustOf(recorded), trustOf(saved));
}

function trustOf(endpoint: Endpoint): object {
  const { kind, address } = endpoint;
  return { kind, address, ...trustOptions(endpoint) };
}

/** The proxy and the TLS options of an endpoint, as far as it has any. */
export function trustOptions(
  endpoint: Endpoint,
): Partial<Pick<Endpoint & { proxy: unknown; tls: unknown }, 'proxy' | 'tls'>> {
  return {
    ...('proxy' in endpoint && { proxy: endpoint.proxy }),
    ...('tls' in endpoint && { tls: endpoint.tls }),
  };
}

/**
 * The fields of proxy and TLS that somebody chose for a recording, such as `proxy.use`, and that a replay of a stranger’s recording does not
 * have. ALPN is taken over, and a key log is never written.
 */
export function chosenTrust(recorded: Endpoint): readonly string[] {
  if (isServer(recorded.kind)) return [];
  const chosen = withoutDefaults(trustOptions(recorded), defaultsOf(recorded.kind));
  return fieldsOf(chosen, '').filter((field) => field !== 'tls.alpn' && field !== 'tls.keyLog');
}

function fieldsOf(options: object, before: string): readonly string[] {
  return Object.entries(options).flatMap(([name, value]) =>
    before === '' && isOptions(value) ? fieldsOf(value, `${name}.`) : [`${before}${name}`],
  );
}

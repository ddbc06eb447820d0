import type { Certificate, ConnectionFacts, StepName, TlsFacts } from '../../shared/model/facts.ts';
import type { Opening } from './recordPrinter.ts';

/** The output's names for the kinds of steps. Several attempts are added up. */
const sums: Readonly<Record<StepName, string>> = {
  lookup: 'lookupMs',
  connect: 'connectMs',
  proxy: 'proxyMs',
  dialogue: 'dialogueMs',
  tls: 'secureMs',
  upgrade: 'upgradeMs',
};

/** What a connection did, as `--json` prints it: a time in milliseconds for each kind of step that occurred, and what is known by now. */
export function factsForJson(facts: ConnectionFacts): object {
  const { local, remote, proxy, subprotocol, tls, handshake } = facts;
  const known = { remote, local, proxy, subprotocol };
  return {
    ...timesOf(facts),
    ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null)),
    ...(tls === null ? {} : { tls: tlsForJson(tls) }),
    ...(handshake === null ? {} : { handshake }),
  };
}

/** The same once it is open, with what only a UDP socket has: its buffers in bytes, and the groups that it is in. */
export function openingForJson({ facts, info }: Opening): object {
  if (!info?.datagrams) return factsForJson(facts);
  const { receiveBufferBytes, sendBufferBytes, droppedByKernel } = info.datagrams;
  return {
    ...factsForJson(facts),
    receiveBufferBytes,
    sendBufferBytes,
    droppedByKernel,
    groups: info.groups,
  };
}

/** Microseconds in; milliseconds with three digits out. Simultaneous attempts are counted once: from the first to the last. */
function timesOf({ steps }: ConnectionFacts): Record<string, number> {
  const times: Record<string, number> = {};
  for (const [name, key] of Object.entries(sums)) {
    const ended = steps.flatMap((step) =>
      step.name === name && step.endedUs !== null ? [{ from: step.beganUs, to: step.endedUs }] : [],
    );
    if (ended.length > 0) times[key] = coveredUs(ended) / 1000;
  }
  return times;
}

function coveredUs(spans: readonly { readonly from: number; readonly to: number }[]): number {
  let covered = 0;
  let until = 0;
  for (const { from, to } of spans.toSorted((one, other) => one.from - other.from)) {
    covered += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return covered;
}

function tlsForJson(tls: TlsFacts): object {
  const { version, cipher, alpn, serverName, isSessionReused, verification, problem, chain, keyLogPath } =
    tls;
  return {
    version,
    cipher,
    alpn,
    serverName,
    reused: isSessionReused,
    authorized: verification === 'verified',
    verification,
    problem,
    chain: chain.map(certificateForJson),
    ...(keyLogPath === null ? {} : { keyLog: keyLogPath }),
  };
}

function certificateForJson({
  subject,
  issuer,
  names,
  validFrom,
  validTo,
  fingerprint,
}: Certificate): object {
  return {
    subject,
    issuer,
    names,
    validFrom: new Date(validFrom).toISOString(),
    validTo: new Date(validTo).toISOString(),
    fingerprint,
  };
}

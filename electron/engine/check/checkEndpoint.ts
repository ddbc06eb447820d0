import type { Endpoint } from '../../../shared/model/connection.ts';
import type { EndpointCheck, EndpointFinding } from '../../../shared/model/endpointCheck.ts';
import { whenTlsBegins } from '../../../shared/model/endpointTls.ts';
import { optionAt } from '../../../shared/model/optionAt.ts';
import { isTemplate } from '../../../shared/template/parseTemplate.ts';
import type { SecretSource } from '../link/tls/identity.ts';
import { maskOf } from '../session/maskedSink.ts';
import { resolveEndpoint } from '../session/resolveEndpoint.ts';
import type { Templates } from '../template/templates.ts';
import { checkPlaces } from './checkPlaces.ts';
import { checkTlsClient, checkTlsServer } from './checkTls.ts';
import { warning } from './finding.ts';
import { thisMachine, type Machine } from './machine.ts';

export { tlsLibrary } from '../link/tls/library.ts';
export { listInterfaces } from './machine.ts';

/**
 * Finds everything that can be criticised in an endpoint without opening it: whatever opening would refuse is a problem, at the field that
 * causes it. What is checked is what a session would open. Nothing is looked up, connected or bound.
 */
export async function checkEndpoint(
  saved: Endpoint,
  source: SecretSource,
  templates: Templates,
  machine: Machine = thisMachine(),
): Promise<EndpointCheck> {
  const resolved = await templates.resolve((resolver) => resolveEndpoint({ endpoint: saved, resolver }));
  // What does not resolve is not opened; the rest of it is checked all the same, so that everything wrong is told at once.
  const endpoint = resolved.ok ? resolved.value.endpoint : saved;
  const unresolved = resolved.ok ? [] : resolved.problem;
  const places = await checkPlaces(endpoint, machine);
  const { findings, certificates } = await checkTls(endpoint, source, machine.nowMs);
  const mask = maskOf(resolved.ok ? resolved.value.secrets : []);
  // Where something does not resolve, the endpoint is looked at as it is saved: the text of a template is no address and no name there.
  const isJudged = ({ field }: EndpointFinding): boolean => {
    const text = optionAt(saved, field);
    const isWritten = typeof text !== 'string' || !isTemplate(text);
    return resolved.ok || (isWritten && !unresolved.some((each) => each.field === field));
  };
  const all = [...unresolved, ...[...places, ...findings].filter(isJudged)];
  const shown = mask === null ? all : all.map((each) => maskedFinding(each, mask));
  return { findings: shown, certificates };
}

/** What is said of a value that has a secret in it does not say the secret. */
function maskedFinding(finding: EndpointFinding, mask: (text: string) => string): EndpointFinding {
  return { ...finding, message: mask(finding.message) };
}

const nothing: EndpointCheck = { findings: [], certificates: [] };

async function checkTls(endpoint: Endpoint, source: SecretSource, nowMs: number): Promise<EndpointCheck> {
  if (!('tls' in endpoint)) return nothing;
  const begins = whenTlsBegins(endpoint);
  if (begins === 'never') return nothing;
  const { tls, address } = endpoint;
  const check = await ('verify' in tls
    ? checkTlsClient(tls, source, nowMs)
    : checkTlsServer(tls, address, source, nowMs));
  return begins === 'on command' ? forLater(check) : check;
}

/** When TLS is started by hand, its problems are warnings: they do not prevent opening. Names for a new certificate hardly matter then. */
function forLater({ findings, certificates }: EndpointCheck): EndpointCheck {
  return {
    findings: findings
      .filter(({ field, tone }) => tone === 'problem' || field !== 'tls.names')
      .map(({ field, message }) => warning(field, message)),
    certificates,
  };
}

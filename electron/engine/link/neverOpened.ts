import type { EndpointSink, LinkContext, LinkOutcome, RunningEndpoint } from './link.ts';

/** Reports an endpoint that cannot even start because of one of its options as all failures are reported: after its opener has returned. */
export function neverOpened(
  reason: string,
  sink: EndpointSink,
  { clock }: LinkContext,
  { field = 'address', allows, mayMend }: Pick<LinkOutcome, 'field' | 'allows' | 'mayMend'> = {},
): RunningEndpoint {
  queueMicrotask(() => sink.closed({ clean: false, reason, field, allows, mayMend }, clock.nowUs()));
  return { close() {} };
}

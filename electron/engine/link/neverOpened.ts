import type { EndpointSink, LinkContext, RunningEndpoint } from './link.ts';

/** Reports an endpoint that cannot even start because of one of its options as all failures are reported: after its opener has returned. */
export function neverOpened(
  reason: string,
  sink: EndpointSink,
  { clock }: LinkContext,
  field = 'address',
): RunningEndpoint {
  queueMicrotask(() => sink.closed({ clean: false, reason, field }, clock.nowUs()));
  return { close() {} };
}

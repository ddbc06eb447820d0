import type { EndpointSink, LinkContext, RunningEndpoint } from './link.ts';

/** An endpoint that cannot even begin because of one of its options, told in the way of all others: after its opener has returned. */
export function neverOpened(
  reason: string,
  sink: EndpointSink,
  { clock }: LinkContext,
  field = 'address',
): RunningEndpoint {
  queueMicrotask(() => sink.closed({ clean: false, reason, field }, clock.nowUs()));
  return { close() {} };
}

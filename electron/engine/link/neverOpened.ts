import type { EndpointSink, LinkContext, RunningEndpoint } from './link.ts';

/** An endpoint that cannot even begin, told in the way of all others: after its opener has returned. */
export function neverOpened(reason: string, sink: EndpointSink, { clock }: LinkContext): RunningEndpoint {
  queueMicrotask(() => sink.closed({ clean: false, reason }, clock.nowUs()));
  return { close() {} };
}

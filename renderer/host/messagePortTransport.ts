import { envelopeSchema } from '../../shared/rpc/envelope.ts';
import type { Transport } from '../../shared/rpc/transport.ts';
import { TransportEnd } from '../../shared/rpc/transportEnd.ts';

/**
 * Carries envelopes over the port to Electron's main process, as structured clones. Buffers are never transferred: over Electron's
 * ports their content was lost (electron issue 34905).
 */
export function createMessagePortTransport(port: MessagePort): Transport {
  const end = new TransportEnd({
    write: ({ head, body }) => port.postMessage(body ? { head, body } : { head }, []),
    end: () => port.close(),
  });
  port.addEventListener('message', (event: MessageEvent<unknown>) => {
    const parsed = envelopeSchema.safeParse(event.data);
    if (parsed.success) end.received(parsed.data);
    else end.close('The engine said something that was not understood');
  });
  port.addEventListener('close', () => end.closed('Wirebench’s engine has ended'));
  port.start();
  return end;
}

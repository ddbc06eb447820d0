import type { MessagePortMain } from 'electron';
import { envelopeSchema } from '../../shared/rpc/envelope.ts';
import type { Transport } from '../../shared/rpc/transport.ts';
import { TransportEnd } from '../../shared/rpc/transportEnd.ts';

/**
 * The engine's end of a window's port. Everything is cloned: buffers that are transferred over Electron's ports arrive empty (electron
 * issue 34905).
 */
export function createPortTransport(port: MessagePortMain): Transport {
  const end = new TransportEnd({
    write: ({ head, body }) => port.postMessage(body ? { head, body: onItsOwn(body) } : { head }, []),
    end: () => port.close(),
  });
  port.on('message', ({ data }) => {
    const parsed = envelopeSchema.safeParse(data);
    if (parsed.success) end.received(parsed.data);
    else end.close('The window sent something that is not an envelope.');
  });
  port.once('close', () => end.closed('The window has gone.'));
  port.start();
  return end;
}

/** Cloning a view also clones the whole buffer below it, which may be a thousand times as large. */
function onItsOwn(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}

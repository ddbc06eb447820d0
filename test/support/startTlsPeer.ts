import type { Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { testKey, validCertificate } from './certificates.ts';
import type { TestPeer } from './peers.ts';
import { startRudePeer } from './rudePeers.ts';

/** A server that speaks plain text first. */
export interface StartTlsPeer extends TestPeer {
  /** All that it heard in plain text, and under TLS. */
  readonly plain: () => string;
  readonly secret: () => string;
  readonly saySecretly: (bytes: Uint8Array | string) => void;
  readonly isHeld: () => boolean;
}

/** Goes over to TLS as the server, on a paused socket whose unread bytes are in it; ends when its client does. */
export function goOverToTls(socket: Socket, heard: (bytes: Buffer) => void): TLSSocket {
  const secureContext = createSecureContext({ key: testKey, cert: validCertificate });
  const tls = new TLSSocket(socket, { isServer: true, secureContext });
  return tls
    .on('error', () => undefined)
    .on('data', heard)
    .on('end', () => tls.end());
}

/**
 * Begins with TLS when a ClientHello comes. `answer` is what it says in plain text to what it hears; to nothing: its greeting. Null is
 * silence, and an empty answer a FIN.
 */
export async function startPlainThenTls(
  answer: (heard: string) => string | null = () => null,
): Promise<StartTlsPeer> {
  let plain = '';
  let secret = '';
  let secured: TLSSocket | undefined;
  const say = (socket: Socket, text: string | null): void => {
    if (text === '') socket.end();
    else if (text !== null) socket.write(text, 'latin1');
  };
  const peer = await startRudePeer((socket) => {
    const hear = (bytes: Buffer): void => {
      if (bytes[0] === 0x16 && bytes[1] === 3) {
        socket.off('data', hear).pause().unshift(bytes);
        secured = goOverToTls(socket, (chunk) => (secret += chunk.toString('latin1')));
        return;
      }
      const text = bytes.toString('latin1');
      plain += text;
      say(socket, answer(text));
    };
    socket.on('data', hear).on('end', () => socket.end());
    say(socket, answer(''));
  });
  return {
    ...peer,
    plain: () => plain,
    secret: () => secret,
    saySecretly: (bytes) => void secured?.write(bytes),
    isHeld: () => secured?.writableNeedDrain === true,
  };
}

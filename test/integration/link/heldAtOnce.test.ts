import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { setDefaultCACertificates } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { validCertificate } from '../../support/certificates.ts';
import { tcpPeer, type TestPeer } from '../../support/peers.ts';
import { RecordedEndpoint } from '../../support/recordingSink.ts';
import { socksReply } from '../../support/rudeProxies.ts';
import { securePeer } from '../../support/securePeers.ts';

// Before anybody asks for the authorities of the system: they are read once.
beforeAll(() => setDefaultCACertificates([validCertificate]));

/** So many turns see whatever the other side has written into a loopback socket. */
const turns = 20;

/** Answers the n-th thing it hears with the n-th of these, and says hello right behind the last. */
function answering(...answers: readonly (string | Buffer)[]): (socket: Socket) => void {
  const left = answers.map((answer) => Buffer.from(answer));
  return (socket) =>
    socket.on('data', () => {
      const answer = left.shift();
      if (answer) socket.write(left.length === 0 ? Buffer.concat([answer, Buffer.from('hello')]) : answer);
    });
}

const granted = 'HTTP/1.1 200 OK\r\n\r\n';
const ways: readonly (readonly [string, () => Promise<TestPeer>])[] = [
  ['none', () => tcpPeer((socket) => socket.write('hello'))],
  ['http', () => tcpPeer(answering(granted))],
  ['https', () => securePeer(answering(granted))],
  ['socks5', () => tcpPeer(answering(Buffer.of(5, 0), socksReply(0)))],
];

describe('a TCP client whose link is held in the turn in which it opens', () => {
  it.each(ways)('reads nothing until it is let go (proxy: %s)', async (use, start) => {
    await using peer = await start();
    const address = use === 'none' ? `127.0.0.1:${peer.port}` : 'service.test:9000';
    const proxy = { use, address: `localhost:${peer.port}` };
    await using endpoint = RecordedEndpoint.start({ kind: 'tcp-client', address, proxy });
    endpoint.onLink = ({ link }) => link.pause();
    const link = await endpoint.link();
    for (let turn = 0; turn < turns; turn += 1) await setImmediate();
    expect(link.story).toEqual([]);
    link.link.resume();
    await link.receives('hello');
  });
});

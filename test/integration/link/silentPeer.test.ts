import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { needs, programs } from '../../support/needs.ts';
import { addSecondHost, whyNoSecondHost } from '../../support/networkNamespace.ts';
import { pathOf } from '../../support/programs/program.ts';
import { RecordedEndpoint } from '../../support/recordingSink.ts';

const reason = whyNoSecondHost();
const python = pathOf('python3') ?? 'python3';

/** Connects, says one thing, and then keeps the connection without a byte. */
const silentClient = `
import socket, sys, time
client = socket.create_connection((sys.argv[1], int(sys.argv[2])))
client.sendall(b'hello')
time.sleep(600)
`;

describe('a peer whose cable was pulled', () => {
  it('is found out by keep-alive, and the sentence says so', { timeout: 120_000 }, async (context) => {
    if (reason !== null) context.skip(reason);
    await using host = await addSecondHost();
    await using server = RecordedEndpoint.start({
      kind: 'tcp-server',
      address: `tcp://${host.ours[4]}:0`,
      socket: { keepAliveMs: 1000 },
    });
    const { port } = await server.listens();
    host.run(python, '-c', silentClient, host.ours[4], String(port));
    const link = await server.link();
    await link.receives('hello');
    host.fallSilent();
    // Linux sends a probe a second, and gives up after ten of them.
    const outcome = await link.end(30_000);
    expect(outcome).toMatchObject({ clean: false, code: 'ETIMEDOUT' });
    expect(outcome.reason).toContain(host.theirs[4]);
  });
});

/** Sends three bytes, the one in the middle as urgent data (RFC 9293, section 3.8.5). */
const urgentClient = `
import socket, sys
client = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
client.sendall(b'a')
client.send(b'!', socket.MSG_OOB)
client.sendall(b'z')
client.shutdown(socket.SHUT_WR)
client.recv(1)
`;

describe('urgent data', needs(programs('python3')), () => {
  it('is dropped by Node, and what is around it arrives', async () => {
    await using server = RecordedEndpoint.start({ kind: 'tcp-server', address: 'tcp://127.0.0.1:0' });
    const { port } = await server.listens();
    const client = spawn(python, ['-c', urgentClient, String(port)], { stdio: 'ignore' });
    const exited = once(client, 'exit');
    const link = await server.link();
    await link.end();
    await exited;
    expect(link.received.toString()).toBe('az');
  });
});

import { describe, expect, it } from 'vitest';
import { startRudePeer } from '../../support/rudePeers.ts';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { startPlainThenTls } from '../../support/startTlsPeer.ts';
import { until } from '../../support/until.ts';

function tcpClient(port: number, startTls: string, options: object = {}): object {
  return {
    kind: 'tcp-client',
    address: `127.0.0.1:${port}`,
    tls: { verify: false },
    startTls,
    ...options,
  };
}

/** An SMTP server that knows STARTTLS; `last` is what it says to that. */
function speakSmtp(last = '220 go on\r\n'): (heard: string) => string | null {
  return (heard) => {
    if (heard === '') return '220 bench ESMTP\r\n';
    return heard.startsWith('EHLO') ? '250-bench\r\n250 STARTTLS\r\n' : last;
  };
}

describe('STARTTLS', () => {
  it('has the dialogue, goes over to TLS, and is ready then; all in one link', async () => {
    await using peer = await startPlainThenTls(speakSmtp());
    const { endpoint, link } = await connectTo(tcpClient(peer.port, 'smtp'));
    await using _ = endpoint;
    expect(link.facts.isReady).toBe(false);
    expect(await link.isSecured()).toMatchObject({ role: 'client', verification: 'unverified' });
    await link.send('EHLO again\r\n');
    await until(() => peer.secret() === 'EHLO again\r\n');
    peer.saySecretly('250 welcome');
    await link.receives('250 welcome');
    const payloads = link.payloads.map(
      ({ direction, bytes }) => `${direction} ${Buffer.from(bytes).toString()}`,
    );
    expect(payloads).toEqual([
      'in 220 bench ESMTP\r\n',
      'out EHLO [127.0.0.1]\r\n',
      'in 250-bench\r\n250 STARTTLS\r\n',
      'out STARTTLS\r\n',
      'in 220 go on\r\n',
      'in 250 welcome',
    ]);
    expect(link.story.indexOf('secured')).toBe(5);
    expect(endpoint.steps).toEqual(['connect done', 'dialogue done', 'tls done']);
    expect(endpoint.facts.steps.map(({ target }) => target)).toContain('SMTP');
  });

  it('of a protocol whose client speaks first', async () => {
    await using peer = await startPlainThenTls((heard) => (heard === '' ? null : 'S'));
    const { endpoint, link } = await connectTo(tcpClient(peer.port, 'postgres'));
    await using _ = endpoint;
    await link.isSecured();
    expect(link.story).toEqual(['out data', 'in data', 'secured']);
  });

  it('lets nothing of ours out before TLS', async () => {
    await using peer = await startPlainThenTls(speakSmtp());
    const { endpoint, link } = await connectTo(tcpClient(peer.port, 'smtp'));
    await using _ = endpoint;
    const words = ['MAIL FROM:<a@b>\r\n', 'QUIT\r\n'];
    await Promise.all(words.map((word) => link.send(word)));
    await until(() => peer.secret() === words.join(''));
    expect(peer.plain()).toBe('EHLO [127.0.0.1]\r\nSTARTTLS\r\n');
  });

  it('that is refused ends the connection with what the server said, and rejects what waited', async () => {
    await using peer = await startPlainThenTls(speakSmtp('454 not today\r\n'));
    const { endpoint, link } = await connectTo(tcpClient(peer.port, 'smtp'));
    await expect(link.send('a secret')).rejects.toThrow(
      'The server refused STARTTLS. It said: “454 not today”',
    );
    expect(await endpoint.end()).toEqual({
      clean: false,
      reason: 'The server refused STARTTLS. It said: “454 not today”',
      code: null,
      field: 'startTls',
    });
    expect(endpoint.steps).toEqual(['connect done', 'dialogue failed']);
    expect(peer.plain()).not.toContain('secret');
  });

  it('stops when somebody adds a line in plain text', async () => {
    await using peer = await startPlainThenTls(speakSmtp('220 go on\r\n250 injected\r\n'));
    await using endpoint = RecordedEndpoint.start(tcpClient(peer.port, 'smtp'));
    expect((await endpoint.end()).reason).toMatch(/^The server sent more in plain text after it had agreed/);
  });

  it('says so when the server hangs up in between', async () => {
    await using peer = await startPlainThenTls(speakSmtp(''));
    await using endpoint = RecordedEndpoint.start(
      tcpClient(peer.port, 'smtp', { socket: { halfOpen: true } }),
    );
    expect(await endpoint.end()).toEqual({
      clean: false,
      reason: `127.0.0.1:${peer.port} closed the connection before it was secured by TLS.`,
    });
    expect(endpoint.links[0]?.story.at(-1)).toBe('closed');
  });

  it('says so when the server resets in between', async () => {
    await using peer = await startRudePeer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    await using endpoint = RecordedEndpoint.start(tcpClient(peer.port, 'postgres'));
    expect(await endpoint.end()).toMatchObject({ clean: false, code: 'ECONNRESET' });
  });

  it('does not wait longer than the connect timeout', async () => {
    await using peer = await startRudePeer((socket) => socket.resume());
    await using endpoint = RecordedEndpoint.start(tcpClient(peer.port, 'smtp', { connectTimeoutMs: 200 }));
    const { reason, code } = await endpoint.end();
    expect(reason).toMatch(/^127\.0\.0\.1:\d+ did not finish the dialogue before TLS within 0\.2 s/);
    expect(code).toBe('ETIMEDOUT');
  });

  it('can be cancelled', async () => {
    await using peer = await startRudePeer((socket) => socket.resume());
    const { endpoint } = await connectTo(tcpClient(peer.port, 'smtp'));
    endpoint.close();
    expect(await endpoint.end()).toEqual({ clean: true, reason: 'Disconnected.' });
    expect(endpoint.steps).toEqual(['connect done', 'dialogue cancelled']);
  });

  it('refuses the certificate before anything else is said', async () => {
    await using peer = await startPlainThenTls(speakSmtp());
    const { endpoint, link } = await connectTo(tcpClient(peer.port, 'smtp', { tls: {} }));
    await expect(link.send('a secret')).rejects.toThrow(/self-signed/);
    expect(await endpoint.end()).toMatchObject({ clean: false, code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(endpoint.steps).toEqual(['connect done', 'dialogue done', 'tls failed']);
    expect(peer.secret()).toBe('');
  });
});

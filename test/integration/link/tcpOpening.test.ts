import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { needs, onLinux } from '../../support/needs.ts';
import { closedPort } from '../../support/peers.ts';
import { startHangingListener } from '../../support/rudePeers.ts';
import { RecordedEndpoint } from '../../support/recordingSink.ts';

function tcpClient(port: number, options: object = {}): object {
  return { kind: 'tcp-client', address: `tcp://127.0.0.1:${port}`, ...options };
}

describe('a TCP client that connects', () => {
  it('says that nothing listens', async () => {
    const port = await closedPort();
    await using endpoint = RecordedEndpoint.start(tcpClient(port));
    expect(await endpoint.end()).toEqual({
      clean: false,
      reason: `Nothing listens at 127.0.0.1:${port} (connection refused). Start the server, or check host and port.`,
      code: 'ECONNREFUSED',
      field: null,
    });
  });

  it('says that a name cannot be resolved', async () => {
    await using endpoint = RecordedEndpoint.start({
      kind: 'tcp-client',
      address: 'tcp://nonexistent.invalid:9000',
    });
    const { clean, reason, field } = await endpoint.end();
    expect(clean).toBe(false);
    expect(reason).toMatch(/^The name in nonexistent\.invalid:9000 (was not found|could not be looked up)/);
    expect(field).toBe('address');
    expect(endpoint.steps).toEqual(['lookup failed']);
  });

  it.each([
    ['', /^Type an address/],
    ['tcp://127.0.0.1', /^Add a port/],
    ['udp://127.0.0.1:9000', /^This connection needs an address with tcp:\/\/, not udp:\/\/\./],
    ['tcp://127.0.0.1:0', /^Port 0 /],
  ])('says what is wrong with the address “%s”', async (address, sentence) => {
    await using endpoint = RecordedEndpoint.start({ kind: 'tcp-client', address });
    const { clean, reason } = await endpoint.end();
    expect(clean).toBe(false);
    expect(reason).toMatch(sentence);
  });

  it('ends at once when it is cancelled while the name is looked up', async () => {
    await using endpoint = RecordedEndpoint.start({
      kind: 'tcp-client',
      address: 'tcp://nonexistent.invalid:9',
    });
    endpoint.close();
    expect(await endpoint.end()).toEqual({ clean: true, reason: 'Cancelled while connecting.' });
  });

  it('ends at once when it is cancelled before an answer', needs(onLinux), async () => {
    await using listener = await startHangingListener();
    await using endpoint = RecordedEndpoint.start(tcpClient(listener.port));
    await setImmediate();
    endpoint.close();
    expect(await endpoint.end()).toEqual({ clean: true, reason: 'Cancelled while connecting.' });
    expect(endpoint.links).toEqual([]);
  });

  it('gives up after the connect timeout', needs(onLinux), async () => {
    await using listener = await startHangingListener();
    await using endpoint = RecordedEndpoint.start(tcpClient(listener.port, { connectTimeoutMs: 150 }));
    const { clean, reason } = await endpoint.end();
    expect(clean).toBe(false);
    expect(reason).toMatch(/did not answer within 0\.15 s\. Check host and port/);
  });
});

import { describe, expect, it } from 'vitest';
import { needs, programs } from '../../support/needs.ts';
import { startMosquitto } from '../../support/realServers.ts';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

/** MQTT 3.1.1, section 3.1: CONNECT, clean session, keep-alive 60 s, client id “wb”. */
const connectPacket = Buffer.from('100e00044d5154540402003c00027762', 'hex');

describe('an MQTT broker over WebSocket', needs(programs('mosquitto')), () => {
  it('accepts a CONNECT as a binary message of the subprotocol mqtt', async () => {
    await using mosquitto = await startMosquitto();
    const { endpoint, link } = await connectTo({
      kind: 'ws-client',
      address: mosquitto.url,
      subprotocols: ['mqtt'],
    });
    await using _ = endpoint;
    expect(link.facts.subprotocol).toBe('mqtt');
    await link.sendBinary(connectPacket);
    await until(() => link.payloads.length === 1);
    expect(link.payloads[0]?.kind).toBe('binary');
    expect(link.received.toString('hex')).toBe('20020000');
  });

  it('is no match for a client of another subprotocol, and the sentence says so', async () => {
    await using mosquitto = await startMosquitto();
    await using endpoint = RecordedEndpoint.start({
      kind: 'ws-client',
      address: mosquitto.url,
      subprotocols: ['stomp'],
    });
    const { clean, reason } = await endpoint.end();
    expect(clean).toBe(false);
    expect(reason).toMatch(new RegExp(`^127\\.0\\.0\\.1:${mosquitto.port} `));
  });
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { needs, programs } from '../../support/needs.ts';
import {
  ntpQuestion,
  snmpQuestion,
  startChronyd,
  startRsyslogd,
  startSnmpd,
} from '../../support/programs/datagramServers.ts';
import { connectTo } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

describe('an NTP server', needs(programs('chronyd')), () => {
  it('tells the time in one datagram', async () => {
    await using chronyd = await startChronyd();
    const { endpoint, link } = await connectTo({ kind: 'udp', address: chronyd.url });
    await using _ = endpoint;
    await link.sendData(ntpQuestion);
    await until(() => link.payloads.length === 1);
    const answer = link.received;
    expect(answer.length).toBe(48);
    // RFC 5905, section 7.3: version 4, mode 4 (server).
    expect((answer[0] ?? 0) & 0x3f).toBe(0x24);
    const secondsSince1900 = answer.readUInt32BE(40);
    expect(Math.abs(secondsSince1900 - 2_208_988_800 - Date.now() / 1000)).toBeLessThan(60);
  });
});

describe('an SNMP agent', needs(programs('snmpd')), () => {
  it('answers from a socket that is not connected, too', async () => {
    await using snmpd = await startSnmpd();
    const { endpoint, link } = await connectTo({
      kind: 'udp',
      address: snmpd.url,
      bind: '127.0.0.1:0',
      socket: { connected: 'no' },
    });
    await using _ = endpoint;
    await link.sendData(snmpQuestion);
    await until(() => link.payloads.length === 1);
    // RFC 1157: get-response with the request's number, and no error.
    expect(link.received.toString('hex')).toContain('a2');
    expect(link.received.toString('hex')).toContain('020412345678020100020100');
  });
});

describe('a syslog server', needs(programs('rsyslogd')), () => {
  it('writes down what comes over UDP and over TCP', async () => {
    await using rsyslogd = await startRsyslogd();
    const udp = await connectTo({ kind: 'udp', address: `udp://127.0.0.1:${rsyslogd.port}` });
    await using _ = udp.endpoint;
    const tcp = await connectTo({ kind: 'tcp-client', address: rsyslogd.url });
    await using __ = tcp.endpoint;
    await udp.link.sendData(Buffer.from('<14>Nov 21 14:00:00 bench test: by datagram'));
    await tcp.link.sendData(Buffer.from('<14>Nov 21 14:00:00 bench test: by stream\n'));
    await until(async () => {
      const received = await readFile(join(rsyslogd.folder, 'received'), 'utf8').catch(() => '');
      return received.includes('by datagram') && received.includes('by stream');
    });
  });
});

import { describe, expect, it } from 'vitest';
import { needs, programs } from '../../support/needs.ts';
import { startDnsmasq } from '../../support/realServers.ts';
import { connectTo } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

/** RFC 1035, section 4: id 0x1234, recursion desired, one question: A of wirebench.test. */
const question = Buffer.from(
  '123401000001000000000000 097769726562656e6368 0474657374 00 0001 0001'.replaceAll(' ', ''),
  'hex',
);

describe('a DNS server', needs(programs('dnsmasq')), () => {
  it('answers a question over UDP', async () => {
    await using dnsmasq = await startDnsmasq();
    const { endpoint, link } = await connectTo({ kind: 'udp', address: dnsmasq.url });
    await using _ = endpoint;
    await link.sendData(question);
    await until(() => link.payloads.length === 1);
    const answer = link.received;
    expect(answer.readUInt16BE(0)).toBe(0x1234);
    expect(answer.readUInt16BE(6)).toBe(1);
    expect([...answer.subarray(-4)]).toEqual([192, 0, 2, 7]);
  });

  it('answers the same over TCP, behind two bytes of length', async () => {
    await using dnsmasq = await startDnsmasq();
    const { endpoint, link } = await connectTo({
      kind: 'tcp-client',
      address: `tcp://127.0.0.1:${dnsmasq.port}`,
    });
    await using _ = endpoint;
    await link.sendData(Buffer.concat([Buffer.from([0, question.length]), question]));
    await until(() => link.received.length >= 2 && link.received.length >= 2 + link.received.readUInt16BE(0));
    expect(link.received.readUInt16BE(2)).toBe(0x1234);
    expect([...link.received.subarray(-4)]).toEqual([192, 0, 2, 7]);
  });
});

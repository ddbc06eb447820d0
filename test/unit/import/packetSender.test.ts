import { describe, expect, it } from 'vitest';
import { parseQtSettings } from '../../../shared/import/qtSettings.ts';
import { fixture, imported, lines, noteLines } from './importing.ts';

describe('packets.ini of Packet Sender', () => {
  const { root, left, changed, program } = imported(fixture('packets.ini'));

  it('becomes a connection for each place that packets go to', () => {
    expect(program).toBe('Packet Sender');
    expect(lines(root)).toEqual([
      'Packet Sender/',
      'Packet Sender/192.0.2.88:5678 tcp://192.0.2.88:5678',
      'Packet Sender/ping tls://example.org:9000',
      'Packet Sender/lookup udp://192.0.2.255:5353',
    ]);
    const [, ping, lookup] = root.connections;
    expect(ping?.endpoint.kind).toBe('tls-client');
    expect(lookup?.endpoint).toMatchObject({
      kind: 'udp',
      bind: '0.0.0.0:5353',
      socket: { broadcast: true },
    });
  });

  it('has a message for each packet: text where it is text, hex elsewhere, and braces as text', () => {
    expect(root.connections.map(({ messages }) => messages)).toMatchObject([
      [
        {
          name: 'AE bright',
          mode: 'hex',
          body: '81 01 04 39 0d ff',
          note: 'Packet Sender sent this every 0.5 s.',
        },
        { name: 'Pumpe/ü', mode: 'text', body: '' },
      ],
      [{ name: 'ping', mode: 'text', escapes: true, body: 'PING\\r\\n' }],
      [{ name: 'lookup', mode: 'text', body: '{{"{{"}}x}}' }],
    ]);
  });

  it('lists what it cannot send', () => {
    expect(noteLines(left)).toEqual([
      'web, get: It is an HTTP request, not a packet of a socket.',
      'both: “:0x” is not an address that a packet can be sent to.',
    ]);
    expect(noteLines(changed)).toEqual([
      'AE bright: It is not repeated automatically. Its note says how often it was sent.',
    ]);
  });
});

describe('other files of Packet Sender', () => {
  it('are its JSON', () => {
    const { root } = imported(fixture('packetSender.json'));
    expect(lines(root)).toEqual(['Packet Sender/', 'Packet Sender/Ping tcp://127.0.0.1:6379']);
    expect(root.connections[0]?.messages).toMatchObject([
      { name: 'Ping', body: 'PING\\r\\n', note: 'Packet Sender sent this every 2.5 s.' },
    ]);
  });

  it('and its traffic log: what was sent from here', () => {
    const { root } = imported(fixture('trafficLog.tsv'));
    expect(lines(root)).toEqual(['Packet Sender/', 'Packet Sender/Row 1 tcp://127.0.0.1:9000']);
    expect(root.connections[0]?.messages).toMatchObject([{ name: 'Row 1', body: 'hi\\n' }]);
  });
});

describe('a file of QSettings', () => {
  it.each([
    ['a=b', 'a', 'b'],
    ['[General]\na=b', 'a', 'b'],
    ['[%General]\na=b', 'General/a', 'b'],
    ['[x%2Fy]\na\\b%20c=1', 'x/y/a/b c', '1'],
    ['[s]\nk%U20AC=1', 's/k€', '1'],
    ['k=" a; b, c "', 'k', ' a; b, c '],
    ['k=a ; comment', 'k', 'a '],
    ['k=\\x41\\x20ac\\n\\\\', 'k', 'A\u20ac\n\\'],
    ['k=\\101\\0z', 'k', 'A\0z'],
    ['k=a\\\nb', 'k', 'ab'],
    ['k=a\\\\\nl=b', 'k', 'a\\'],
    ['k=@@x', 'k', '@x'],
    ['k=@ByteArray(a\\x0)', 'k', 'a\0'],
    ['k=@Invalid()', 'k', ''],
    ['k=@Point(1 2)', 'k', '@Point(1 2)'],
    ['k=@Variant(\\0\\0\\0\\x6@\\x4\\0\\0\\0\\0\\0\\0)', 'k', '2.5'],
    ['k=@Variant(\\0)', 'k', ''],
    ['; k=1\nk=2', 'k', '2'],
    ['k=\\xffffffffffff', 'k', '\uffff'],
  ])('%j has %s', (text, key, value) => {
    expect(parseQtSettings(text).get(key)).toBe(value);
  });
});

import { describe, expect, it } from 'vitest';
import { accepted, outcomeOf, upgraded } from './handshakeAnswers.ts';

describe('an answer of 101 that does not agree to WebSocket says in what', () => {
  const rows: readonly (readonly [what: string, answer: string, sentence: string])[] = [
    [
      'no headers',
      'HTTP/1.1 101 X\r\n\r\n',
      'answered 101 without the header Upgrade, so nothing was agreed on',
    ],
    [
      'no Connection',
      'HTTP/1.1 101 X\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: {accept}\r\n\r\n',
      'answered 101 without the header Connection, which must say “Upgrade”',
    ],
    [
      'no Upgrade',
      'HTTP/1.1 101 X\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n',
      'answered 101 without the header Upgrade',
    ],
    [
      'another Upgrade',
      'HTTP/1.1 101 X\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n',
      'answered 101 with Upgrade: “h2c”, which must be “websocket”',
    ],
    [
      'another Connection',
      'HTTP/1.1 101 X\r\nConnection: close\r\nUpgrade: websocket\r\n\r\n',
      'answered 101 with Connection: “close”, which must say “Upgrade”',
    ],
    [
      'no key',
      `${upgraded}\r\n`,
      'answered 101 without Sec-WebSocket-Accept, so nothing shows that it speaks WebSocket',
    ],
    [
      'a wrong key',
      `${upgraded}Sec-WebSocket-Accept: no\r\n\r\n`,
      'answered the handshake with a wrong Sec-WebSocket-Accept: “no” instead of “',
    ],
    [
      'two keys',
      `${accepted}Sec-WebSocket-Accept: no\r\n\r\n`,
      'answered 101 with 2 Sec-WebSocket-Accept headers (',
    ],
    [
      'an extension',
      `${accepted}Sec-WebSocket-Extensions: permessage-deflate; a=b\r\n\r\n`,
      'chose an extension that was not offered: “permessage-deflate; a=b”.',
    ],
    [
      'an empty extension',
      `${accepted}Sec-WebSocket-Extensions:\r\n\r\n`,
      'answered with an empty Sec-WebSocket-Extensions',
    ],
  ];

  it.each(rows)('%s', async (_what, answer, sentence) => {
    const { clean, reason, code } = await outcomeOf(answer);
    expect({ clean, code }).toEqual({ clean: false, code: 'HTTP 101' });
    expect(reason).toContain(sentence);
  });

  const chosen: readonly (readonly [
    what: string,
    offered: readonly string[],
    lines: string,
    sentence: string,
  ])[] = [
    [
      'none',
      ['mqtt', 'stomp'],
      '',
      'knows none of the subprotocols that were offered (“mqtt”, “stomp”). Change or clear “Subprotocols”.',
    ],
    [
      'another',
      ['mqtt'],
      'Sec-WebSocket-Protocol: stomp\r\n',
      'chose a subprotocol that was not offered: “stomp”. Add it under “Subprotocols”.',
    ],
    [
      'one that nobody asked for',
      [],
      'Sec-WebSocket-Protocol: stomp\r\n',
      'chose the subprotocol “stomp”, although none was offered',
    ],
    [
      'one of another case',
      ['mqtt'],
      'Sec-WebSocket-Protocol: MQTT\r\n',
      'chose the subprotocol “MQTT”, but “mqtt” was offered: the names are case-sensitive',
    ],
    [
      'an empty one',
      ['mqtt'],
      'Sec-WebSocket-Protocol:\r\n',
      'answered with an empty Sec-WebSocket-Protocol.',
    ],
    [
      'an empty one that nobody asked for',
      [],
      'Sec-WebSocket-Protocol:\r\n',
      'answered with an empty Sec-WebSocket-Protocol.',
    ],
    [
      'a list',
      ['mqtt', 'stomp'],
      'Sec-WebSocket-Protocol: mqtt, stomp\r\n',
      'chose several subprotocols at once (“mqtt, stomp”), but may choose only one',
    ],
    [
      'one, twice',
      ['mqtt'],
      'Sec-WebSocket-Protocol: mqtt\r\nSec-WebSocket-Protocol: mqtt\r\n',
      'chose a subprotocol twice (“mqtt”, “mqtt”), but may choose only once',
    ],
  ];

  it.each(chosen)('a subprotocol: %s', async (_what, offered, lines, sentence) => {
    const { reason, field } = await outcomeOf(`${accepted}${lines}\r\n`, offered);
    expect(reason).toContain(sentence);
    expect(field).toBe('subprotocols');
  });
});

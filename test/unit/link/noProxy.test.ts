import { describe, expect, it } from 'vitest';
import { isExcepted } from '../../../electron/engine/link/dial/noProxy.ts';

describe('NO_PROXY', () => {
  it.each([
    ['*', 'example.org'],
    ['*', '::1'],
    ['*:9000', 'example.org'],
    ['other.test, example.org', 'example.org'],
    ['other.test example.org', 'example.org'],
    ['EXAMPLE.org', 'example.ORG'],
    ['example.org.', 'example.org'],
    ['example.org', 'example.org.'],
    ['example.org', 'api.example.org'],
    ['.example.org', 'api.example.org'],
    ['.example.org', 'example.org'],
    ['*.example.org', 'api.example.org'],
    ['bücher.test', 'xn--bcher-kva.test'],
    ['xn--bcher-kva.test', 'www.bücher.test'],
    ['example.org:9000', 'example.org'],
    ['127.0.0.1', '127.0.0.1'],
    ['127.0.0.1:9000', '127.0.0.1'],
    ['127.0.0.1', '::ffff:127.0.0.1'],
    ['10.0.0.0/8', '10.200.3.4'],
    ['10.0.0.0/8:9000', '10.200.3.4'],
    ['0.0.0.0/0', '203.0.113.9'],
    ['::1', '0:0:0:0:0:0:0:1'],
    ['[::1]', '::1'],
    ['[::1]:9000', '::1'],
    ['2001:db8::/32', '2001:db8:1::5'],
    ['[2001:db8::]/32', '2001:db8:1::5'],
    ['fe80::/10', 'fe80::1%eth0'],
    ['fe80::1%eth0', 'fe80::1%eth0'],
  ])('of “%s” excepts %s', (list, host) => {
    expect(isExcepted(list, { host, port: 9000 })).toBe(true);
  });

  it.each([
    ['', 'example.org'],
    [' , ', 'example.org'],
    ['.', 'example.org'],
    ['*:80', 'example.org'],
    ['example.org:80', 'example.org'],
    ['example.org', 'notexample.org'],
    ['api.example.org', 'example.org'],
    ['example.org', 'example.org.evil.test'],
    ['.0.0.1', '127.0.0.1'],
    ['0.0.1', '127.0.0.1'],
    ['127.0.0.1:80', '127.0.0.1'],
    ['10.0.0.0/8', '11.0.0.1'],
    ['10.0.0.0/8', 'ten.test'],
    ['10.0.0.0/33', '10.0.0.1'],
    ['10.0.0.0/x', '10.0.0.1'],
    ['10.0.0.0/8/8', '11.0.0.1'],
    ['[::1]:80', '::1'],
    ['::1', '::2'],
    ['2001:db8::/32', '2001:db9::1'],
    ['2001:db8::/129', '2001:db8::1'],
    ['1', '0.0.0.1'],
  ])('of “%s” does not except %s', (list, host) => {
    expect(isExcepted(list, { host, port: 9000 })).toBe(false);
  });
});

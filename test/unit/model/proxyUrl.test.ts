import { describe, expect, it } from 'vitest';
import { parseProxyUrl } from '../../../shared/model/proxyUrl.ts';

const plain = { user: '', password: '', isMisencoded: false, rest: '' };

describe('the URL of a proxy', () => {
  it.each([
    ['http://p', { protocol: 'http', host: 'p', port: 80 }],
    ['HTTPS://p:/', { protocol: 'https', host: 'p', port: 443 }],
    ['socks://10.0.0.1', { protocol: 'socks5', host: '10.0.0.1', port: 1080 }],
    ['socks5h://[fe80::1%eth0]:9', { protocol: 'socks5', host: 'fe80::1%eth0', port: 9 }],
    [
      'http://me:p@ss%3A1@p:8080',
      { protocol: 'http', host: 'p', port: 8080, user: 'me', password: 'p@ss:1' },
    ],
    ['http://p:1/path?a', { protocol: 'http', host: 'p', port: 1, rest: '/path?a' }],
    [
      'http://50%:1%ff@p',
      { protocol: 'http', host: 'p', port: 80, user: '50%', password: '1%ff', isMisencoded: true },
    ],
  ])('%s', (text, wanted) => {
    expect(parseProxyUrl(text)).toEqual({ ...plain, ...wanted });
  });

  it('takes what a program assumes for what it does not say', () => {
    expect(parseProxyUrl('p', { scheme: 'http', httpPort: 1080 })).toMatchObject({
      protocol: 'http',
      port: 1080,
    });
    expect(parseProxyUrl('https://p', { scheme: 'http', httpPort: 1080 })).toMatchObject({ port: 443 });
    expect(parseProxyUrl('p:5', { scheme: 'socks5' })).toMatchObject({ protocol: 'socks5', port: 5 });
  });

  it.each([
    '',
    'p:80',
    'ftp://p',
    'constructor://p',
    'http://',
    'http://me:x@',
    'http://p:70000',
    'http://::1:80',
  ])('is not %j', (text) => {
    expect(parseProxyUrl(text)).toBeNull();
  });
});

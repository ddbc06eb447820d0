import { describe, expect, it } from 'vitest';
import { comparablePath, describeEncoding, requestTargetOf } from '../../../shared/model/requestTarget.ts';

describe('the target of a request', () => {
  it.each([
    '/',
    '//',
    '/a/../b',
    '/a/./b',
    '/a/%2e%2E/b',
    '/%63hat',
    '/a//b',
    '/?',
    '/?a?b=c/d',
    "/:@!$&'()*+,;=-._~",
    '/%ff%00',
  ])('is %s where that was typed', (path) => {
    expect(requestTargetOf(path)).toBe(path);
    expect(describeEncoding(path)).toBeNull();
  });

  it.each([
    ['/chät', '/ch%C3%A4t'],
    ['/日本?ß', '/%E6%97%A5%E6%9C%AC?%C3%9F'],
    ['/\u{1f600}', '/%F0%9F%98%80'],
    ['/a\\b"{x}|^`<>[]', '/a%5Cb%22%7Bx%7D%7C%5E%60%3C%3E%5B%5D'],
    ['/%zz%4', '/%25zz%254'],
    ['/%', '/%25'],
    ['/a\u007fb\u202e', '/a%7Fb%E2%80%AE'],
  ])('is %j percent-encoded where it cannot stand there', (path, target) => {
    expect(requestTargetOf(path)).toBe(target);
    expect(describeEncoding(path)).toContain(`The path is sent as ${target}, because `);
  });

  it('says what cannot stand there, and shows nothing raw', () => {
    expect(describeEncoding('/chät\u202e')).toBe(
      'The path is sent as /ch%C3%A4t%E2%80%AE, because “ä” and “‹U+202E›” cannot appear in a request target (RFC 3986, section 3.3).',
    );
    expect(describeEncoding('/100%')).toBe(
      'The path is sent as /100%25, because “%” without two hexadecimal digits after it cannot appear in a request target (RFC 3986, section 3.3).',
    );
  });
});

describe('two paths', () => {
  it.each([
    ['/chat', '/%63hat'],
    ['/chat', '/%63%68%61%74?room=1'],
    ['/chät', '/ch%c3%a4t'],
    ['/日本', '/%E6%97%A5%e6%9c%ac'],
    ['/a"b', '/a%22b'],
    ['/{x}', '/%7bx%7D'],
    ['/a/../b', '/b'],
    ['/a/./b', '/a/b'],
    ['/a/%2e%2E/b', '/b'],
    ['/a/b/..', '/a/'],
    ['/../..', '/'],
    ['/%7Euser', '/~user'],
  ])('%s and %s are the same', (left, right) => {
    expect(comparablePath(left)).toBe(comparablePath(right));
  });

  it.each([
    ['/chat', '/Chat'],
    ['/chat', '/chat/'],
    ['/a//b', '/a/b'],
    ['//', '/'],
    ['/a%2Fb', '/a/b'],
    ['/a%3Fb', '/a?b'],
    ['/a+b', '/a%2Bb'],
    ['/a%20b', '/a+b'],
    ['/ä', '/a\u0308'],
    ['/a/...', '/a/..'],
    ['/%2563hat', '/%63hat'],
  ])('%s and %s are not', (left, right) => {
    expect(comparablePath(left)).not.toBe(comparablePath(right));
  });
});

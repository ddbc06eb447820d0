import { describe, expect, it } from 'vitest';
import { unixPlaceOf } from '../../../electron/engine/link/unixPlace.ts';

describe('the place of a unix socket', () => {
  it.each([
    [
      '/run/service.sock',
      'linux',
      { shown: '/run/service.sock', typed: '/run/service.sock', path: '/run/service.sock', isFile: true },
    ],
    ['@service', 'linux', { shown: '@service', typed: '@service', path: '\0service', isFile: false }],
    [
      '/run/service.sock',
      'darwin',
      { shown: '/run/service.sock', typed: '/run/service.sock', path: '/run/service.sock', isFile: true },
    ],
    [
      '\\\\.\\pipe\\service',
      'win32',
      {
        shown: '\\\\.\\pipe\\service',
        typed: '\\\\.\\pipe\\service',
        path: '\\\\.\\pipe\\service',
        isFile: false,
      },
    ],
    [
      '\\\\?\\pipe\\a\\b',
      'win32',
      { shown: '\\\\?\\pipe\\a\\b', typed: '\\\\?\\pipe\\a\\b', path: '\\\\?\\pipe\\a\\b', isFile: false },
    ],
    [
      '/tmp/a\u001b[1mb\u202e',
      'linux',
      {
        shown: '/tmp/a␛[1mb‹U+202E›',
        typed: '/tmp/a\u001b[1mb\u202e',
        path: '/tmp/a\u001b[1mb\u202e',
        isFile: true,
      },
    ],
  ] as const)('may be %s on %s', (path, platform, place) => {
    expect(unixPlaceOf(path, platform)).toEqual({ ok: true, value: place });
  });

  it.each([
    ['service.sock', 'linux', /^“service\.sock” is a relative path/],
    ['a\u202eb', 'linux', /^“a‹U\+202E›b” is a relative path/],
    ['./service.sock', 'darwin', /Type the absolute path, which begins with \/\.$/],
    ['@service', 'darwin', /^Only Linux has abstract names/],
    ['\\\\.\\pipe\\service', 'linux', /^Named pipes are for Windows/],
    ['/run/service.sock', 'win32', /^Windows has named pipes instead of socket files/],
    [`/${'a'.repeat(108)}`, 'linux', /at most 108 bytes for the path of a socket; this one has 109/],
    [`/${'ä'.repeat(54)}`, 'linux', /this one has 109/],
    [`@${'a'.repeat(108)}`, 'linux', /this one has 109/],
    [`/${'a'.repeat(104)}`, 'darwin', /at most 104 bytes/],
  ] as const)('is not %s on %s, and a sentence says why', (path, platform, sentence) => {
    const place = unixPlaceOf(path, platform);
    expect(place.ok ? '' : place.problem).toMatch(sentence);
  });
});

import { describe, expect, it } from 'vitest';
import { freeName, numberedName } from '../../../shared/base/freeName.ts';

describe('a name that is free', () => {
  it('is the wanted one, or has the first number that nobody has', () => {
    expect(freeName('redis', [])).toBe('redis');
    expect(freeName('redis', ['Redis', 'redis 2'])).toBe('redis 3');
    expect(freeName('redis 2', ['redis 2'])).toBe('redis 3');
  });

  it('counts no number on that belongs to the name', () => {
    expect(numberedName('/tmp/a 2', ['/tmp/a 2'])).toBe('/tmp/a 2 2');
  });

  it('keeps within the length of a name, and splits no character', () => {
    const name = freeName('😀'.repeat(100), ['😀'.repeat(100)]);
    expect(name).toBe(`${'😀'.repeat(97)}\uFFFD 2`);
    expect(name.length).toBeLessThanOrEqual(200);
  });
});

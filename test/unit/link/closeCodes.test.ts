import { describe, expect, it } from 'vitest';
import { closePayload, describeCode } from '../../../electron/engine/link/closeCodes.ts';

describe('close codes of a WebSocket', () => {
  it('have the meanings of RFC 6455, and stand alone where they have none', () => {
    expect(describeCode(1000)).toBe('1000 (normal closure)');
    expect(describeCode(1011)).toBe('1011 (internal error)');
    expect(describeCode(4001)).toBe('4001');
  });

  it('become two bytes and the reason, and nothing for no status code', () => {
    expect([...closePayload(1000, Buffer.from('ok'))]).toEqual([0x03, 0xe8, 0x6f, 0x6b]);
    expect([...closePayload(1005, Buffer.from(''))]).toEqual([]);
  });
});

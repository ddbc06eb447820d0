import { describe, expect, it } from 'vitest';
import {
  closePayload,
  describeClosure,
  describeCode,
} from '../../../../electron/engine/link/ws/closeCodes.ts';

describe('close codes of a WebSocket', () => {
  it('have the meanings of RFC 6455 and its registry', () => {
    expect(describeCode(1000)).toBe('1000 (normal closure)');
    expect(describeCode(1011)).toBe('1011 (internal error)');
    expect(describeCode(3000)).toBe('3000 (unauthorized)');
  });

  it('are told by their range where nobody has registered them', () => {
    expect(describeCode(999)).toBe('999 (unused)');
    expect(describeCode(2999)).toBe('2999 (reserved)');
    expect(describeCode(3999)).toBe('3999 (of a library)');
    expect(describeCode(4000)).toBe('4000 (of the application)');
    expect(describeCode(5000)).toBe('5000 (no close code)');
  });

  it('are explained where the peer says nothing else, each in its own way', () => {
    expect(describeClosure('db:9', 1012, '')).toBe(
      'db:9 closed with code 1012 (service restart). The code says: it is restarting; connect again in a while.',
    );
    expect(describeClosure('db:9', 1012, 'back at noon')).toBe(
      'db:9 closed with code 1012 (service restart): back at noon.',
    );
    expect(describeClosure('db:9', 1000, '')).toBe('db:9 closed with code 1000 (normal closure).');
    expect(describeClosure('db:9', 1005, '')).toBe('db:9 closed without a status code.');
    const explained = [
      1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3003, 3008, 3500, 4500,
    ];
    const sentences = explained.map((code) => describeClosure('db:9', code, '').split('The code says: ')[1]);
    expect(new Set(sentences).size).toBe(explained.length);
    expect(sentences).not.toContain(undefined);
  });

  it('become two bytes and the reason, and nothing for no status code', () => {
    expect([...closePayload(1000, Buffer.from('ok'))]).toEqual([0x03, 0xe8, 0x6f, 0x6b]);
    expect([...closePayload(1005, Buffer.from(''))]).toEqual([]);
  });
});

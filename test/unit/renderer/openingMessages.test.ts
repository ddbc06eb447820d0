import { describe, expect, it } from 'vitest';
import { problemOfOpeningMessage } from '../../../renderer/state/workspace/openingMessages.ts';

describe('an opening message', () => {
  it.each([
    ['data', 'text', 'PING\\r\\n'],
    ['data', 'hex', '50 49'],
    ['text', 'text', 'grüße'],
    ['ping', 'text', 'x'.repeat(125)],
  ] as const)('sent as %s and written as %s can be %s', (kind, format, text) => {
    expect(problemOfOpeningMessage({ kind, format, text })).toBeNull();
  });

  it.each([
    ['data', 'hex', '5', /digit/i],
    ['data', 'text', '\\q', /“q” is no escape/],
    ['data', 'base64', '!', /!/],
    ['text', 'hex', 'ff', /UTF-8/],
    ['ping', 'text', 'x'.repeat(126), /at most 125 bytes/],
  ] as const)('sent as %s and written as %s cannot be %s', (kind, format, text, problem) => {
    expect(problemOfOpeningMessage({ kind, format, text })).toMatch(problem);
  });
});

import { describe, expect, it } from 'vitest';
import { describeProblem, visible } from '../../../electron/engine/link/networkProblems.ts';

function systemError(code: string, message = `connect ${code} 10.0.0.1:9`): Error {
  return Object.assign(new Error(message), { code });
}

describe('a sentence for what the system says', () => {
  it.each([
    ['ECONNREFUSED', /^Nothing listens at db:9 \(connection refused\)/],
    ['ECONNRESET', /^db:9 reset the connection\.$/],
    ['ETIMEDOUT', /^db:9 did not answer in time/],
    ['EHOSTUNREACH', /^There is no way to db:9 \(host unreachable\)/],
    ['ENETUNREACH', /^There is no way to db:9 \(network unreachable\)/],
    ['ENOTFOUND', /^The name in db:9 was not found/],
    ['EAI_AGAIN', /^The name in db:9 could not be looked up now/],
    ['EADDRINUSE', /^db:9 is taken by another program\. Choose another port/],
    ['EADDRNOTAVAIL', /^db:9 is not an address of this machine/],
    ['EACCES', /^The system does not allow db:9/],
    ['EMFILE', /^Too many files and sockets are open/],
  ])('explains %s', (code, sentence) => {
    expect(describeProblem(systemError(code), 'db:9')).toMatch(sentence);
  });

  it('keeps the words and the code of what it does not know', () => {
    expect(describeProblem(systemError('EWEIRD', 'strange things'), 'db:9')).toBe(
      'The connection with db:9 failed: strange things (EWEIRD).',
    );
    expect(describeProblem(systemError('EWEIRD'), 'db:9')).toBe(
      'The connection with db:9 failed: connect EWEIRD 10.0.0.1:9.',
    );
    expect(describeProblem('just text', 'db:9')).toBe('The connection with db:9 failed: just text.');
  });

  it('takes the first of several failed attempts', () => {
    const error = new AggregateError([systemError('EWEIRD', 'the first'), systemError('EODD', 'the second')]);
    expect(describeProblem(error, 'db:9')).toBe('The connection with db:9 failed: the first (EWEIRD).');
  });
});

describe('text of a peer in a sentence', () => {
  it('is one line without controls, and not long', () => {
    expect(visible('a\r\n\u202eb')).toBe('a␍␊‹U+202E›b');
    expect(visible('x'.repeat(1000))).toBe(`${'x'.repeat(200)}…`);
  });

  it('survives half a surrogate pair', () => {
    expect(visible(`${'x'.repeat(199)}😀`)).toBe(`${'x'.repeat(199)}\ufffd…`);
  });
});

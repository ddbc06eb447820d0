import { describe, expect, it } from 'vitest';
import { checkArguments, type ArgumentSource } from '../../../electron/cli/argumentText.ts';

/** Arguments as a system hands them on: Node decodes them, and Linux keeps their bytes. */
function check(args: readonly (string | Buffer)[], source: Partial<ArgumentSource> = {}): void {
  const words = [Buffer.from('node'), Buffer.from('cli.ts'), ...args.map((arg) => Buffer.from(arg))];
  const commandLine = Buffer.concat(words.flatMap((word) => [word, Buffer.from([0])]));
  checkArguments(
    args.map((arg) => arg.toString()),
    { commandLine: () => commandLine, isThroughNpm: false, ...source },
  );
}
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('an argument that is not UTF-8', () => {
  it.each([
    [
      ['connect', 'tcp://h:1', '--send', latin1('café')],
      'The argument “caf‹E9›” is not UTF-8. Write such bytes as hex with --send-hex, or as \\xNN.',
    ],
    [
      ['connect', 'tcp://h:1', latin1('--send=café')],
      'The argument “--send=caf‹E9›” is not UTF-8. Write such bytes as hex with --send-hex, or as \\xNN.',
    ],
    [
      ['connect', 'tcp://h:1', '--on-open', latin1('ü')],
      'The argument “‹FC›” is not UTF-8. Write such bytes as hex with --on-open-hex, or as \\xNN.',
    ],
    [['connect', latin1('ws://h/chät')], 'The argument “ws://h/ch‹E4›t” is not UTF-8. Write it in UTF-8.'],
    [
      ['connect', 'ws://h/', '--header', latin1('X: ä')],
      'The argument “X: ‹E4›” is not UTF-8. Write it in UTF-8.',
    ],
    [
      ['show', Buffer.from([0x61, 0xed, 0xa0, 0x80])],
      'The argument “a‹ED›‹A0›‹80›” is not UTF-8. Write it in UTF-8.',
    ],
    [
      ['connect', 'tcp://h:1', '--send', '\ufffd', '--send', latin1('\u0003é')],
      'The argument “␃‹E9›” is not UTF-8. Write such bytes as hex with --send-hex, or as \\xNN.',
    ],
  ])('%j is refused', (args, sentence) => {
    expect(() => check(args)).toThrow(sentence);
  });

  it('is refused where the system does not tell its bytes, and behind npm, which has decoded it', () => {
    const args = ['connect', 'tcp://h:1', '--send', latin1('café')];
    const sentence =
      'The argument “caf\ufffd” contains U+FFFD, which replaces bytes that are not UTF-8. Write such bytes as hex with --send-hex, or as \\xNN.';
    expect(() => check(args, { commandLine: () => null })).toThrow(sentence);
    expect(() => check(args.map(String), { isThroughNpm: true })).toThrow(sentence);
  });

  it('is told from the sign itself, and from everything that is UTF-8', () => {
    const args = ['connect', 'tcp://h:1', '--send', 'a\ufffdb', '--send', 'é日\u{1f600}\u0003'];
    expect(() => check(args)).not.toThrow();
  });
});

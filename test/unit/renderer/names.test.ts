import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wordsOfTreeMove } from '../../../renderer/state/window/moveWords.ts';
import { titleOfRecording } from '../../../renderer/state/workspace/recordingWords.ts';
import { isolated, quoted, sentencePieces, visibleSentence } from '../../../shared/bytes/visibleText.ts';
import { ConnectionTree } from '../../../shared/model/connectionTree.ts';
import { fakeConnection, fakeRecording } from '../../support/fakeEngine.ts';

const trick = 'a\u202egpj.exe';
const hebrew = '\u05e9\u05dc\u05d5\u05dd 5';
const turning = /[\u202A-\u202E\u200E\u200F\u2066\u2067]/;

describe('a name in a sentence', () => {
  it('has a sign for what would turn its neighbours around', () => {
    expect(quoted(trick)).toBe('“a‹U+202E›gpj.exe”');
    expect(quoted('redis')).toBe('“redis”');
    expect(isolated('two\nlines')).toBe('two␊lines');
  });

  it('is isolated where its letters run from right to left', () => {
    expect(quoted(hebrew)).toBe(`“\u2068${hebrew}\u2069”`);
    expect(sentencePieces(`Deleted ${quoted(hebrew)}, 3 of 4`)).toEqual([
      { text: 'Deleted “', quiet: false, isName: false },
      { text: hebrew, quiet: false, isName: true },
      { text: '”, 3 of 4', quiet: false, isName: false },
    ]);
  });

  it('cannot end the isolation that it is in, nor can what a peer says begin one for others', () => {
    const escaping = `\u05e9\u2069\u202e`;
    expect(quoted(escaping)).toBe('“\u2068\u05e9‹U+2069›‹U+202E›\u2069”');
    for (const said of ['\u2068x', 'x\u2069', '\u2068\u2068x\u2069', `\u2068${trick}\u2069`]) {
      const shown = visibleSentence(`The peer said ${said}.`);
      expect(shown).not.toMatch(turning);
      expect(shown.split('\u2068')).toHaveLength(shown.split('\u2069').length);
    }
  });

  it('is safe in what is said of rows and recordings', () => {
    const tree = new ConnectionTree([], [fakeConnection('c1', trick)]);
    const said = [
      wordsOfTreeMove(tree, 'c1', 'elsewhere', 'by-name') ?? '',
      titleOfRecording(fakeRecording('r', { name: trick, address: `tcp://${trick}` })),
    ];
    for (const text of said) {
      expect(text).toContain('a‹U+202E›gpj.exe');
      expect(text).not.toMatch(turning);
    }
  });

  it('is never put between quotes by hand in the window', () => {
    const root = join(import.meta.dirname, '../../../renderer');
    const found = globSync('**/*.{ts,tsx}', { cwd: root }).flatMap((file) =>
      Array.from(
        readFileSync(join(root, file), 'utf8').matchAll(/“\$\{[^}]*\}”/g),
        ([text]) => `${file}: ${text}`,
      ),
    );
    // A label of ours.
    expect(found).toEqual(['features/connection/options/OptionRow.tsx: “${label}”']);
  });
});

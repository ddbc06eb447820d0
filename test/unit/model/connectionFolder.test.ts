import { describe, expect, it } from 'vitest';
import {
  folderNameProblem,
  folderPathSchema,
  freeFolderName,
  isWithinFolder,
  parentFolder,
} from '../../../shared/model/connectionFolder.ts';

describe('the name of a folder', () => {
  it.each(['gateway', 'EU west (old)', 'ärger', '東京', 'a.b', 'console', 'com10', '🚀 launch'])(
    'may be %s',
    (name) => {
      expect(folderNameProblem(name, [])).toBeNull();
    },
  );

  it.each([
    ['', 'needs a name'],
    ['   ', 'needs a name'],
    ['..', 'begins with a dot'],
    ['.git', 'begins with a dot'],
    ['a/b', 'cannot have /'],
    ['a\\b', 'cannot have \\'],
    ['what?', 'cannot have ?'],
    ['a\u0000b', 'control characters'],
    ['a\nb', 'control characters'],
    ['\ud800', 'control characters'],
    ['end.', 'ends in a dot'],
    ['x.json', 'for files'],
    ['NUL', 'a device'],
    ['com1.old', 'a device'],
    ['x'.repeat(101), 'at most 100'],
    ['東'.repeat(90), 'at most 100'],
  ])('is refused with a sentence: %j', (name, sentence) => {
    expect(folderNameProblem(name, [])).toContain(sentence);
  });

  it('is not that of another folder beside it, in any case and in any form of its letters', () => {
    expect(folderNameProblem('redis', ['Redis'])).toBe(
      'There is a folder “Redis” here already. Choose another name.',
    );
    expect(folderNameProblem('a\u0308', ['\u00e4'])).toContain('already');
    expect(freeFolderName('redis', ['Redis', 'redis 2'])).toBe('redis 3');
    expect(freeFolderName('redis', [])).toBe('redis');
  });
});

describe('the path of a folder', () => {
  it.each(['../x', 'a/../b', '/a', 'a//b', 'a/', 'a\\b', '.hidden', 'a/.git'])('is not %s', (path) => {
    expect(folderPathSchema.safeParse(path).success).toBe(false);
  });

  it('says what is within what', () => {
    expect(isWithinFolder('a/b', 'a')).toBe(true);
    expect(isWithinFolder('ab', 'a')).toBe(false);
    expect(isWithinFolder('a', '')).toBe(true);
    expect(parentFolder('a/b/c')).toBe('a/b');
    expect(parentFolder('a')).toBe('');
  });
});

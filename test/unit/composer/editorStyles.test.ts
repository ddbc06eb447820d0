import { describe, expect, it } from 'vitest';
import { hiddenCharacters } from '../../../renderer/editor/hiddenCharacters.ts';
import { holdInlineStyles, readDeclarations } from '../../../renderer/editor/inlineStyles.ts';
import { monacoTheme } from '../../../renderer/editor/monacoTheme.ts';
import { contentSecurityPolicy } from '../../../shared/base/contentSecurityPolicy.ts';

describe('the editor under the content security policy', () => {
  it('inserts no style attribute, and leaves the text between the tags alone', () => {
    const html =
      '<div style="top:0px;height:20px;" class="view-line"><span class="mtk1">&lt;b style="x"&gt; style="y"</span></div>';
    expect(holdInlineStyles(html)).toBe(
      '<div data-held-style="top:0px;height:20px;" class="view-line"><span class="mtk1">&lt;b style="x"&gt; style="y"</span></div>',
    );
  });

  it('reads the properties that it sets instead', () => {
    expect(readDeclarations('top:19px; left:-4px;')).toEqual([
      ['top', '19px'],
      ['left', '-4px'],
    ]);
    expect(readDeclarations('')).toEqual([]);
  });

  it('needs no relaxation of the policy', () => {
    const policy = contentSecurityPolicy({ connect: ['ws://127.0.0.1:4100'] });
    expect(policy).toContain("style-src 'self';");
    expect(policy).toContain("connect-src 'self' ws://127.0.0.1:4100;");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe|\*/);
  });
});

describe('the theme of the editor', () => {
  it('has the colours of the page', () => {
    const colours = new Map([
      ['--surface-0', ' #111416'],
      ['--text-1', '#e9edef'],
      ['--accent', 'rgb(1 2 3)'],
    ]);
    const theme = monacoTheme('dark', (name) => colours.get(name) ?? '');
    expect(theme.base).toBe('vs-dark');
    expect(theme.colors['editor.background']).toBe('#111416');
    expect(theme.colors['editorCursor.foreground']).toBeUndefined();
    expect(theme.rules).toEqual([{ token: '', foreground: 'e9edef' }]);
    expect(monacoTheme('contrast', () => '').base).toBe('hc-black');
    expect(monacoTheme(undefined, () => '').base).toBe('vs');
  });
});

describe('hidden characters in the editor', () => {
  it('get a sign each, except those that the editor shows itself', () => {
    expect(hiddenCharacters('é\u200bb\u00a0\u202e\u0007😀')).toEqual([
      { from: 1, to: 2, sign: '‹U+200B›' },
      { from: 3, to: 4, sign: '‹U+00A0›' },
    ]);
  });

  it('are at most a thousand', () => {
    expect(hiddenCharacters('\u200b'.repeat(5000))).toHaveLength(1000);
  });
});

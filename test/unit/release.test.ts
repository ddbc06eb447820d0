import { describe, expect, it } from 'vitest';
import { billOf } from '../../scripts/release/bill.ts';
import { notesOf, releaseNotes } from '../../scripts/release/releaseNotes.ts';

const changelog = `# Changelog

## Unreleased

Nothing yet.

## 1.10.0: ten

- More.

### The window

- Larger.

## 1.1.0: one

- Some.

## 1.0.0
`;

describe('what a release says', () => {
  it('is the section of its version, and of no other', () => {
    expect(notesOf(changelog, '1.10.0')).toBe('- More.\n\n### The window\n\n- Larger.');
    expect(notesOf(changelog, '1.1.0')).toBe('- Some.');
  });

  it.each(['1.0.0', '1.1', '2.0.0', '1.1.0-beta.1'])('is missed for %s, which has none', (version) => {
    expect(() => notesOf(changelog, version)).toThrow(`CHANGELOG.md says nothing of ${version}.`);
  });

  it('tells what to click where it is not signed, and only there', () => {
    const repository = 'them/wirebench';
    expect(releaseNotes(changelog, '1.1.0', { unsigned: [], repository })).not.toContain('are not signed');
    const notes = releaseNotes(changelog, '1.1.0', { unsigned: ['macOS', 'Windows'], repository });
    expect(notes).toContain('_Open Anyway_');
    expect(notes).toContain('_Run anyway_');
    expect(notes).toContain('SHA256SUMS.txt');
    expect(notes).toContain('gh attestation verify FILE --repo them/wirebench');
  });
});

describe('the bill of materials', () => {
  const npms = {
    bomFormat: 'CycloneDX',
    metadata: { component: { name: 'wirebench' } },
    components: ['ws 8.23.0', '@base-ui/react 1.9.0', 'vitest 5.1.1', 'electron 45.4.1', 'ws 7.0.0'].map(
      (each) => {
        const [name = '', version = ''] = each.split(' ');
        return { name, version, scope: 'optional', purl: `pkg:npm/${name}@${version}` };
      },
    ),
    dependencies: [
      { ref: 'ws@8.23.0', dependsOn: ['vitest@5.1.1', 'electron@45.4.1'] },
      { ref: 'vitest@5.1.1', dependsOn: [] },
    ],
  };
  const notices = `Notices

  @base-ui/react 1.9.0 (MIT)
  Noto Sans Symbols 2 (OFL-1.1)
  ws 8.23.0 (MIT)

====
ws 8.23.0 (MIT)
  an indented line (of a licence)
`;

  it('has what is inside and what it runs in, and nothing else', () => {
    const { components, ...rest } = billOf(npms, notices, { electron: '45.4.1' });
    expect(components.map(({ name, version }) => `${name} ${version}`)).toEqual([
      '@base-ui/react 1.9.0',
      'ws 8.23.0',
      'electron 45.4.1',
      'Noto Sans Symbols 2 ',
    ]);
    expect(components.slice(0, 3).every((each) => each['scope'] === 'required')).toBe(true);
    expect(rest).toMatchObject({
      bomFormat: 'CycloneDX',
      dependencies: [{ ref: 'ws@8.23.0', dependsOn: ['electron@45.4.1'] }],
    });
  });

  it('is refused where npm does not know what is inside', () => {
    expect(() => billOf(npms, notices.replace('8.23.0', '9.0.0'), {})).toThrow('npm does not know ws 9.0.0.');
  });
});

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jumpList } from '../../../electron/desktop/jumpList.ts';
import { parseLaunch } from '../../../electron/desktop/launch.ts';

const program = 'C:\\Program Files\\Wirebench\\Wirebench.exe';

/** The items of the category of workspaces. */
function itemsOf(folders: readonly string[], removed: readonly { readonly args: string }[] = []) {
  const [workspaces, recordings] = jumpList(folders, program, removed);
  expect(workspaces).toMatchObject({ type: 'custom', name: 'Recent workspaces' });
  expect(recordings).toEqual({ type: 'recent' });
  return workspaces?.items ?? [];
}

/** The one argument, as Windows cuts a command line: a backslash escapes only before a quote. */
function argumentOf(args: string | undefined): string {
  const [, option = '', quoted = ''] = /^(--workspace=)"(.*)"$/.exec(args ?? '') ?? [];
  return option + quoted.replace(/(\\+)$/, (end) => end.slice(end.length / 2));
}

describe('the jump list of Windows', () => {
  it.each([
    ['C:\\Users\\me\\my api', 'my api'],
    ['D:\\', 'D:'],
    ['\\\\nas\\team\\api', 'api'],
  ])('opens a workspace: %s', (folder, title) => {
    const [item] = itemsOf([folder]);
    expect(item).toMatchObject({ type: 'task', title, program, description: folder });
    expect(parseLaunch([argumentOf(item?.args)], 'C:\\', 'win32')).toMatchObject({ workspace: folder });
  });

  it('does not bring back what a person has removed', () => {
    const [first, second] = itemsOf(['C:\\a', 'C:\\b']);
    expect(itemsOf(['C:\\a', 'C:\\b'], [{ args: first?.args ?? '' }])).toEqual([second]);
  });

  it('describes a long path in as many characters as are shown', () => {
    expect(itemsOf([`C:\\${'a'.repeat(400)}`])[0]?.description).toHaveLength(260);
  });
});

describe('the program', () => {
  it('is known to Windows by one name, installed and running', () => {
    const read = (path: string): string =>
      readFileSync(resolve(import.meta.dirname, '../../..', path), 'utf8');
    const id = /^appId: (\S+)$/m.exec(read('electron-builder.yml'))?.[1];
    expect(read('electron/main.ts')).toContain(`'${id}'`);
  });
});

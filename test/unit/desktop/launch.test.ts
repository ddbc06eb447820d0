import { describe, expect, it } from 'vitest';
import {
  ownArguments,
  parseLaunch,
  plainLaunch,
  type WindowLaunch,
} from '../../../electron/desktop/launch.ts';

type Row = readonly [
  platform: NodeJS.Platform,
  when: string,
  args: readonly string[],
  launch: readonly string[] | Partial<WindowLaunch>,
];

const folders: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: '/home/me',
  darwin: '/Users/me',
  win32: 'C:\\Users\\me',
};
const link = 'wirebench://open?address=tcp%3A%2F%2F127.0.0.1%3A9000';

/** A list is the arguments of a command; an object is what the window is asked for. */
const table: readonly Row[] = [
  ['linux', 'from a menu', [], {}],
  ['darwin', 'from Finder', ['-psn_0_12345'], {}],
  ['win32', 'from the start menu', [], {}],

  ['linux', 'a command', ['connect', 'tcp://127.0.0.1:1'], ['connect', 'tcp://127.0.0.1:1']],
  ['linux', 'a command that is none', ['conect'], ['conect']],
  ['linux', 'the help', ['--help'], ['--help']],
  ['darwin', 'the help, shortly', ['-h'], ['-h']],
  ['win32', 'the version', ['--version'], ['--version']],
  [
    'linux',
    'a command as root',
    ['--no-sandbox', 'listen', 'tcp://0.0.0.0:80'],
    ['listen', 'tcp://0.0.0.0:80'],
  ],
  ['linux', 'the AppImage on Ubuntu 24.04', ['--no-sandbox', '--version'], ['--version']],
  ['linux', 'switches of Chromium', ['--disable-gpu', '--ozone-platform=x11', 'list'], ['list']],
  ['darwin', 'a command, from Finder', ['-psn_0_12345', 'list'], ['list']],
  [
    'win32',
    'a URL and an argument',
    ['--', 'connect', 'tcp://h:1', '--json'],
    ['connect', 'tcp://h:1', '--json'],
  ],
  [
    'win32',
    'switches behind a command are its own',
    ['show', 'a.wbs', '--no-sandbox'],
    ['show', 'a.wbs', '--no-sandbox'],
  ],

  ['linux', 'as root, for a window', ['--no-sandbox'], {}],
  ['linux', 'the AppImage, for a window', ['--no-sandbox', '--enable-logging'], {}],
  ['win32', 'a child of Chromium', ['--type=renderer', '--lang=en-US'], {}],
  [
    'linux',
    'a second start',
    ['--allow-file-access-from-files', '--no-sandbox', 'a.wbs'],
    { paths: ['/home/me/a.wbs'] },
  ],
  [
    'win32',
    'a second start',
    ['--allow-file-access-from-files', '--original-process-start-time=13400000', 'a.wbs'],
    { paths: ['C:\\Users\\me\\a.wbs'] },
  ],
  ['darwin', 'a switch behind a file', ['a.wbs', '--enable-features=X'], { paths: ['/Users/me/a.wbs'] }],

  ['linux', 'a workspace', ['--workspace', 'here'], { workspace: '/home/me/here' }],
  ['darwin', 'a workspace, joined', ['--workspace=./here'], { workspace: '/Users/me/here' }],
  ['win32', 'a workspace of another drive', ['--workspace=D:\\w'], { workspace: 'D:\\w' }],
  ['linux', 'a workspace behind a switch', ['--no-sandbox', '--workspace', '/w'], { workspace: '/w' }],
  ['linux', 'a workspace that looks like an option', ['--workspace=-a b'], { workspace: '/home/me/-a b' }],
  ['linux', 'a workspace that looks like a command', ['--workspace', 'list'], { workspace: '/home/me/list' }],
  ['linux', 'a workspace without a name', ['--workspace'], {}],
  ['linux', 'a workspace with an empty name', ['--workspace='], {}],
  [
    'linux',
    'a workspace of another machine',
    ['--take-over', '--workspace=/w'],
    { workspace: '/w', takeOver: true },
  ],

  ['linux', 'a recording', ['/home/me/a b.wbs'], { paths: ['/home/me/a b.wbs'] }],
  ['linux', 'recordings', ['./a.wbs', '../b.wbs'], { paths: ['/home/me/a.wbs', '/home/b.wbs'] }],
  ['linux', 'a recording, from a file manager', ['file:///tmp/a%20b.wbs'], { paths: ['/tmp/a b.wbs'] }],
  ['linux', 'a recording of localhost', ['file://localhost/tmp/a.wbs'], { paths: ['/tmp/a.wbs'] }],
  ['win32', 'a recording, by a double click', ['C:\\x\\a b.wbs'], { paths: ['C:\\x\\a b.wbs'] }],
  ['win32', 'a recording on a share', ['\\\\nas\\x\\a.wbs'], { paths: ['\\\\nas\\x\\a.wbs'] }],
  ['win32', 'a recording as a URL', ['file:///C:/x/a.wbs'], { paths: ['C:\\x\\a.wbs'] }],
  ['linux', 'a folder', ['/srv/api'], { paths: ['/srv/api'] }],
  ['linux', 'this folder', ['.'], { paths: ['/home/me'] }],
  [
    'darwin',
    'a folder and its recording',
    ['/w', '/w/sessions/a.wbs'],
    { paths: ['/w', '/w/sessions/a.wbs'] },
  ],
  [
    'linux',
    'a file that looks like an option',
    ['--', '--workspace=x.wbs'],
    { paths: ['/home/me/--workspace=x.wbs'] },
  ],
  ['linux', 'a file of another machine', ['file://nas/a.wbs'], { others: ['file://nas/a.wbs'] }],
  ['win32', 'a share in a URL', ['file:////nas/x/a.wbs'], { others: ['file:////nas/x/a.wbs'] }],
  [
    'linux',
    'a URL with a broken escape',
    ['file:///tmp/%E0%A4%A.wbs'],
    { others: ['file:///tmp/%E0%A4%A.wbs'] },
  ],
  ['linux', 'a URL with a hidden slash', ['file:///tmp/%2Fa.wbs'], { others: ['file:///tmp/%2Fa.wbs'] }],
  ['linux', 'an empty word', [''], { others: [''] }],

  ['linux', 'a link', [link], { links: [link] }],
  ['linux', 'a link in capitals', ['WIREBENCH://open'], { links: ['WIREBENCH://open'] }],
  ['win32', 'a link, as it is registered', ['--open-url', '--', link], { links: [link] }],
  [
    'win32',
    'a link that brings arguments',
    ['--open-url', '--', 'wirebench:x', 'connect', 'tcp://evil:1', '--workspace=C:\\', 'C:\\a.wbs'],
    { links: ['wirebench:x'] },
  ],
  [
    'win32',
    'a link that brings another one',
    ['--open-url', '--', 'wirebench:x', link],
    { links: ['wirebench:x'] },
  ],
  ['win32', 'a link that is none', ['--open-url', '--', 'connect', 'tcp://evil:1'], {}],
  ['win32', 'a second start by a link', ['--no-sandbox', '--open-url', '--', link], { links: [link] }],

  ['linux', 'an address', ['tcp://127.0.0.1:1'], { others: ['tcp://127.0.0.1:1'] }],
  ['win32', 'a page', ['https://example.org/a.wbs'], { others: ['https://example.org/a.wbs'] }],
];

/** `Array.isArray` does not tell a list that nobody may change from the rest. */
const isCommand = (launch: (typeof table)[number][3]): launch is readonly string[] => Array.isArray(launch);

describe('the arguments of the desktop program', () => {
  it('are those after the program once it is packaged', () => {
    expect(ownArguments(['wirebench', 'show', 'a.wbs'], true)).toEqual(['show', 'a.wbs']);
  });

  it('are those after the application’s path before', () => {
    expect(ownArguments(['electron', '--inspect=0', '.', '--workspace', 'w'], false)).toEqual([
      '--workspace',
      'w',
    ]);
  });

  it.each(table)('on %s mean, for %s, with %j', (platform, _when, args, launch) => {
    expect(parseLaunch(args, folders[platform] ?? '', platform)).toEqual(
      isCommand(launch)
        ? { kind: 'commandLine', args: launch }
        : { kind: 'window', ...plainLaunch, ...launch },
    );
  });
});

import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ownArguments, parseLaunch } from '../../../electron/desktop/launch.ts';

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

  it.each([['connect', 'tcp://127.0.0.1:1'], ['--help'], ['-h'], ['--version'], ['unknown']])(
    'begin a command with %s',
    (...args) => {
      expect(parseLaunch(args, '/')).toEqual({ kind: 'commandLine', args });
    },
  );

  it.each([
    [[]],
    [['-psn_0_12345']],
    [['--enable-logging', '--no-sandbox']],
    [['tcp://127.0.0.1:1']],
    [['wirebench://connect/1']],
    [['/home/someone/a.wbs']],
    [['--workspace']],
    [['--workspace=']],
  ])('open the window and do nothing else with %j', (args) => {
    expect(parseLaunch(args, '/')).toEqual({ kind: 'window', workspace: null, takeOver: false });
  });

  it.each([[['--workspace', 'here']], [['--workspace=here']], [['--no-sandbox', '--workspace', './here']]])(
    'name a workspace, from where the program was started: %j',
    (args) => {
      expect(parseLaunch(args, '/home/me')).toEqual({
        kind: 'window',
        workspace: resolve('/home/me/here'),
        takeOver: false,
      });
    },
  );

  it('say that a person takes over what another machine seems to have open', () => {
    expect(parseLaunch(['--take-over'], '/')).toEqual({ kind: 'window', workspace: null, takeOver: true });
  });
});

import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { conversation } from '../../support/finished.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { runHere as run, WirebenchHere } from '../../support/wirebenchHere.ts';
import { workspaceIn } from './variableWorkspace.ts';

describe('variables of a server on the command line', () => {
  it('are evaluated for each client', async () => {
    const server = new WirebenchHere([
      'listen',
      'tcp://{{host}}:0',
      '--env-var',
      'host=127.0.0.1',
      '--send',
      '{{$counter}};',
      '--until',
      '2',
      '--json',
    ]);
    const { href: url } = await server.url();
    for (const count of ['1;', '2;']) {
      const client = await run('connect', url, '--send', 'x', '--until', '1', '--json');
      expect(conversation(client)).toContain(`← ${count}`);
    }
    expect((await server.finished).status).toBe(0);
  });

  it('of a greeting are those of the moment: an environment, a folder and a file that have changed', async () => {
    await using folder = await temporaryFolder();
    const workspace = await workspaceIn(folder.path);
    const environments = join(workspace, 'environments');
    const stage = (who: string) => ({
      ...{ version: 1, id: 'stage', name: 'stage', variables: [{ name: 'who', value: who }] },
    });
    const write = (who: string, body: string) =>
      Promise.all([
        writeFile(join(environments, 'stage.json'), JSON.stringify(stage(who))),
        writeFile(join(workspace, 'greeting'), body),
      ]);
    await write('ada', 'one');
    const server = new WirebenchHere([
      ...[
        'listen',
        'tcp://127.0.0.1:0',
        '--workspace',
        workspace,
        '--env',
        'stage',
        '--until',
        '3',
        '--json',
      ],
      ...['--send', '{{$counter}} {{who}} {{$file:greeting}}', '--send-hex', '0a'],
    ]);
    const { href: url } = await server.url();
    const greeted = async () =>
      conversation(await run('connect', url, '--send', 'x', '--until', '1', '--json'));
    expect(await greeted()).toContain('← 1 ada one\n');
    await write('bob', 'two');
    expect(await greeted()).toContain('← 2 bob two\n');
    await rm(join(environments, 'stage.json'));
    await run('connect', url, '--send', 'z', '--end', '--for', '300ms');
    const { status, stderr } = await server.finished;
    expect(status).toBe(1);
    expect(stderr).toContain('there is no environment “stage”');
  });

  it('that lead nowhere for a later client are told, and recorded', async () => {
    await using folder = await temporaryFolder();
    const workspace = await workspaceIn(folder.path);
    await writeFile(join(workspace, 'greeting-1'), 'first');
    const server = new WirebenchHere([
      ...['listen', 'tcp://127.0.0.1:0', '--workspace', workspace, '--json', '--until', '3'],
      ...['--send', '{{$file:greeting-{{$counter}}}}'],
    ]);
    const { href: url } = await server.url();
    const first = await run('connect', url, '--send', 'x', '--until', '1', '--json');
    expect(conversation(first)).toContain('← first');
    await run('connect', url, '--send', 'y', '--end', '--for', '300ms');
    await run('connect', url, '--send', 'z', '--end', '--for', '300ms');
    const { status, stdout, stderr } = await server.finished;
    expect(status).toBe(1);
    expect(stdout).toContain('There is no file “greeting-2”');
    expect(stderr).toContain('There is no file “greeting-2”');
  });
});

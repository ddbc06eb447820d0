import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { conversation } from '../../support/finished.ts';
import { linePeer, tcpPeer } from '../../support/peers.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { runHere as run } from '../../support/wirebenchHere.ts';
import { workspaceIn } from './variableWorkspace.ts';

describe('variables on the command line', () => {
  it('come from --env-var and the process, and functions are evaluated', async () => {
    await using peer = await linePeer(() => 'ok\r\n');
    process.env['WIREBENCH_VAR_who'] = 'process';
    try {
      const finished = await run(
        ...[
          'connect',
          'tcp://{{host}}:{{port}}',
          '--env-var',
          'host=127.0.0.1',
          '--env-var',
          `port=${peer.port}`,
        ],
        ...['--send', '{{who}} {{$hex:{{host}}}}', '--send-hex', '0d {{$hex:\n}}', '--until', '1', '--json'],
      );
      expect({ status: finished.status, stderr: finished.stderr }).toEqual({ status: 0, stderr: '' });
      expect(conversation(finished).join('')).toContain('→ process 3132372e302e302e31→ \r\n');
      // What is open is told, not how it was written.
      expect(finished.stdout).toContain(`{"event":"open","url":"tcp://127.0.0.1:${peer.port}"`);
    } finally {
      delete process.env['WIREBENCH_VAR_who'];
    }
  });

  it('come from the environment of a workspace, whose secrets are not printed or recorded', async () => {
    await using folder = await temporaryFolder();
    const workspace = await workspaceIn(folder.path);
    await using peer = await linePeer((line) => `${line}\r\n`);
    const finished = await run(
      ...['connect', `tcp://{{host}}:${peer.port}`, '--workspace', workspace, '--env', 'staging', '--json'],
      ...['--on-open', '{{who}} {{$base64:{{token}}}} {{$file:body.txt}}\\r\\n', '--until', '1'],
    );
    expect({ status: finished.status, stderr: finished.stderr }).toEqual({ status: 0, stderr: '' });
    expect(conversation(finished)[0]).toBe(`→ staging ${btoa('hush-hush')} body\r\n`);
    const header = await run(
      ...[
        'connect',
        `ws://{{host}}:${peer.port}/{{token}}`,
        '--header',
        'X-T: {{token}}',
        '--workspace',
        workspace,
      ],
      ...['--env', 'Staging', '--for', '50ms', '--json'],
    );
    expect(header.status).toBe(1);
    expect(header.stdout).toContain('X-T: •••');
    expect(header.stdout + header.stderr).not.toContain('hush-hush');
  });

  it('that are secret in an environment are secret when the command line or the process gives their value', async () => {
    await using folder = await temporaryFolder();
    const workspace = await workspaceIn(folder.path);
    await using peer = await linePeer((line) => `${line}\r\n`);
    const args = ['connect', `ws://127.0.0.1:${peer.port}/`, '--header', 'X-T: {{token}}', '--for', '50ms'];
    process.env['WIREBENCH_VAR_token'] = 'pr0cess-{{value}}';
    try {
      for (const [more, value] of [
        [['--env', 'staging', '--env-var', 'token=g1ven-value'], 'g1ven-value'],
        [['--env-var', 'token=g1ven-value'], 'g1ven-value'],
        [['--env', 'staging'], 'pr0cess-{{value}}'],
      ] as const) {
        const finished = await run(...args, '--workspace', workspace, ...more, '--json');
        expect(finished.stdout).toContain('X-T: •••');
        expect(finished.stdout + finished.stderr).not.toContain(value);
      }
    } finally {
      delete process.env['WIREBENCH_VAR_token'];
    }
  });

  it.each([
    [['connect', 'ws://{{host}}:1{{token}}/'], 2],
    [['connect', '{{who}}{{token}}'], 2],
    [['listen', 'tcp://{{host}}:{{token}}'], 2],
    [['connect', 'tcp://h:1', '--proxy', '{{token}}'], 2],
    [['connect', 'tcp://h:1', '--proxy', 'http://{{token}}:x@h:1'], 2],
    [['connect', 'tcp://h:1', '--send', '{{$file:{{token}}}}'], 2],
    [['connect', 'ws://h:1/', '--subprotocol', '{{token}} x'], 2],
    [['connect', 'ws://127.0.0.1:1/ü?{{token}}'], 1],
    [['connect', 'tcp://{{token}}:99999'], 2],
    [['connect', 'tcp://{{token}}.invalid:1'], 1],
  ])('do not print the secrets among them in a refusal: %j', async (args, status) => {
    await using folder = await temporaryFolder();
    const workspace = await workspaceIn(folder.path);
    const finished = await run(...args, '--workspace', workspace, '--env', 'staging', '--for', '2s');
    expect(finished.status).toBe(status);
    expect(finished.stderr).not.toBe('');
    expect(finished.stdout + finished.stderr).not.toContain('hush');
  });

  it('of a workspace get of the environment what the command names, and nothing else', async () => {
    await using folder = await temporaryFolder();
    const workspace = await workspaceIn(folder.path);
    await writeFile(
      join(workspace, 'environments', 'base.json'),
      JSON.stringify({
        ...{ version: 1, id: 'base', name: 'Base' },
        variables: [{ name: 'who', value: '{{$env:WIREBENCH_TEST_KEY}}' }],
      }),
    );
    await using peer = await linePeer((line) => `${line}\r\n`);
    const args = ['connect', `tcp://127.0.0.1:${peer.port}`, '--workspace', workspace, '--until', '1'];
    process.env['WIREBENCH_TEST_KEY'] = 'of-this-machine';
    try {
      const refused = await run(...args, '--send', '{{who}}\\r\\n');
      expect(refused.status).toBe(2);
      expect(refused.stderr).toContain('WIREBENCH_TEST_KEY');
      expect(refused.stdout + refused.stderr).not.toContain('of-this-machine');
      const named = await run(...args, '--json', '--send', '{{$env:WIREBENCH_TEST_KEY}}\\r\\n');
      expect(conversation(named)[0]).toBe('→ of-this-machine\r\n');
    } finally {
      delete process.env['WIREBENCH_TEST_KEY'];
    }
  });

  it('of a workspace stand for no key or password of a connection', async () => {
    await using folder = await temporaryFolder();
    const workspace = await workspaceIn(folder.path);
    const secret = { id: 'stolen', name: 'password' };
    await mkdir(join(workspace, 'secrets'), { recursive: true });
    await mkdir(join(workspace, 'connections'), { recursive: true });
    await writeFile(join(workspace, 'secrets', secret.id), 'hush-hush');
    const endpoint = { kind: 'tcp-client', address: 'tcp://h:1', proxy: { password: secret } };
    await writeFile(
      join(workspace, 'connections', 'bank.json'),
      JSON.stringify({ version: 1, id: 'bank', name: 'Bank', endpoint }),
    );
    const variables = [{ name: 'who', secret }];
    await writeFile(
      join(workspace, 'environments', 'base.json'),
      JSON.stringify({ version: 1, id: 'base', name: 'Base', variables }),
    );
    await using peer = await linePeer((line) => `${line}\r\n`);
    const args = ['connect', `tcp://127.0.0.1:${peer.port}`, '--workspace', workspace, '--until', '1'];
    const refused = await run(...args, '--send', '{{who}}\\r\\n');
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('a key or password of a connection');
    expect(refused.stdout + refused.stderr).not.toContain('hush');
  });

  it.each([
    [
      ['connect', 'tcp://{{hots}}:1', '--env-var', 'host=h'],
      'no variable “hots” in the command line or the process environment. Did you mean “host”?',
      'tcp://{{hots}}:1',
    ],
    [['connect', 'tcp://h:1', '--send', 'a{{b}}'], '“b”', '^^^^^'],
    [['connect', 'ws://h/', '--header', 'A: {{b}}'], '--header: ', '“b”'],
    [['connect', 'tcp://h:1', '--on-open', '{{$uid}}'], '--on-open: ', 'Did you mean $uuid?'],
    [['connect', 'tcp://h:1', '--send', '{{$file:x}}'], '--workspace', ''],
    [['connect', 'tcp://h:1', '--env-var', 'x'], '--env-var takes NAME=VALUE', ''],
    [['connect', 'tcp://h:1', '--workspace', '/nowhere/at/all'], 'There is no workspace folder', ''],
    [['listen', 'tcp://127.0.0.1:{{port}}', '--env-var', 'port=a'], 'port', ''],
  ])('that do not lead anywhere end it before anything is opened: %j', async (args, message, more) => {
    const finished = await run(...args);
    expect(finished.status).toBe(2);
    expect(finished.stderr).toContain(message);
    expect(finished.stderr).toContain(more);
    expect(finished.stdout).toBe('');
  });

  it('name the environments there are, and a file with a mistake', async () => {
    await using folder = await temporaryFolder();
    const workspace = await workspaceIn(folder.path);
    const connect = ['connect', 'tcp://h:1', '--workspace', workspace, '--env'];
    expect(await run(...connect, 'stagin')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Did you mean “Staging”?'),
    });
    await writeFile(join(workspace, 'environments', 'bad.json'), '{');
    expect(await run(...connect, 'staging')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('environments/bad.json'),
    });
  });

  it('leave braces that are no reference as they are', async () => {
    let heard = '';
    await using peer = await tcpPeer((socket) => socket.on('data', (bytes) => void (heard += String(bytes))));
    const text = '{{"a":{"b":1}}} {{"{{"}}name}}';
    expect(
      (await run('connect', `tcp://127.0.0.1:${peer.port}`, '--send', text, '--end', '--for', '200ms'))
        .status,
    ).toBe(0);
    expect(heard).toBe('{{"a":{"b":1}}} {{name}}');
  });
});

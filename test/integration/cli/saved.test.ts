import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { messageContentSchema, type MessageContent } from '../../../shared/model/savedMessage.ts';
import { variablesSchema } from '../../../shared/model/variable.ts';
import { until } from '../../support/until.ts';
import { environmentOf, openTestedWorkspace, type TestedWorkspace } from '../../support/openWorkspace.ts';
import { tcpService } from '../../support/tcpService.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { conversation } from '../../support/finished.ts';
import { runHere, WirebenchHere } from '../../support/wirebenchHere.ts';

async function save({ workspace }: TestedWorkspace, path: string, endpoint: object): Promise<void> {
  const { connections } = workspace;
  const [folder = '', name = path] = path.includes('/') ? path.split('/') : ['', path];
  const known = connections.list.value.folders.some((each) => each.path === folder);
  if (folder !== '' && !known) await connections.folders.create('', folder);
  await connections.create(name, endpointSchema.parse(endpoint), { folder });
}

describe('a saved connection on the command line', () => {
  it('is opened by its path, with its options; those that are typed replace them', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    await using service = await tcpService((text, socket) => void socket.write(`${text}!`));
    const onOpen = [{ kind: 'data', format: 'text', text: 'saved' }];
    await save(open, 'gateway/redis', { kind: 'tcp-client', address: service.url, onOpen });
    const args = ['connect', 'gateway/redis', '--workspace', root.path, '--until', '1', '--json'];
    const saved = await new WirebenchHere(args).finished;
    expect(saved).toMatchObject({ status: 0, stderr: '' });
    expect(saved.stdout).toContain('"text":"saved!"');
    const replaced = await new WirebenchHere([...args, '--on-open', 'typed']).finished;
    expect(replaced.stdout).toContain('"text":"typed!"');
    expect(replaced.stdout).not.toContain('saved!');
  });

  it('has the variables of its folders, which the command line goes before', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    await using service = await tcpService((text, socket) => void socket.write(`${text}!`));
    const { host } = new URL(service.url);
    const { connections } = open.workspace;
    await connections.folders.create('', 'gateway');
    const variables = [
      { name: 'host', value: host },
      { name: 'who', value: 'folder' },
    ];
    await connections.folders.setVariables('gateway', variablesSchema.parse(variables));
    await save(open, 'gateway/redis', { kind: 'tcp-client', address: 'tcp://{{host}}' });
    const args = ['connect', 'gateway/redis', '--workspace', root.path, '--until', '1', '--send', '{{who}};'];
    expect(await new WirebenchHere(args).finished).toMatchObject({ status: 0, stderr: '' });
    expect(await new WirebenchHere([...args, '--env-var', 'who=typed']).finished).toMatchObject({
      status: 0,
    });
    await until(() => service.received() === 'folder;typed;');
    const file = join(root.path, 'connections', 'gateway', 'folder.json');
    await writeFile(file, '{"version":1,"variables":[{"name":"a b"}]}');
    const broken = await new WirebenchHere(args).finished;
    expect(broken.status).toBe(2);
    expect(broken.stderr).toContain('gateway/folder.json: ');
  });

  it('listens, too, and each command refuses the other side', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    await save(open, 'echo', { kind: 'tcp-server', address: 'tcp://127.0.0.1:0' });
    await save(open, 'client', { kind: 'tcp-client', address: 'tcp://127.0.0.1:1' });
    const run = (...args: string[]): Promise<{ status: number | null; stderr: string }> =>
      new WirebenchHere([...args, '--workspace', root.path]).finished;
    expect(await run('listen', 'echo', '--for', '10ms')).toMatchObject({ status: 0 });
    expect((await run('connect', 'echo')).stderr).toContain('“echo” listens. Open it with wirebench listen.');
    expect((await run('listen', 'client')).stderr).toContain('Open it with wirebench connect.');
  });

  it('that is not there, or twice, is told with those that are near', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const endpoint = { kind: 'tcp-client', address: 'tcp://127.0.0.1:1' };
    await save(open, 'gateway/redis', endpoint);
    await save(open, 'twin', endpoint);
    await save(open, 'twin', endpoint);
    await save(open, 'Both', endpoint);
    await save(open, 'both', { kind: 'tcp-server', address: 'tcp://127.0.0.1:0' });
    const told = async (name: string): Promise<string> =>
      (await new WirebenchHere(['connect', name, '--workspace', root.path]).finished).stderr;
    expect(await told('redis')).toContain('Did you mean gateway/redis?');
    expect(await told('gateway/redsi')).toContain('Did you mean gateway/redis?');
    expect(await told('nothing')).toContain('wirebench list prints them all.');
    // In any case, where it is the only one.
    expect(await told('BOTH')).toContain(
      '2 saved connections are called “BOTH” in any case: Both, both. Write',
    );
    expect(await told('both')).toContain('“both” listens.');
    expect(await told('Gateway/REDIS')).toContain('Nothing listens at 127.0.0.1:1');
    expect(await told('twin')).toContain('2 saved connections are called “twin”.');
    // A forgotten protocol is told as before.
    expect(await told('127.0.0.1:6379')).toContain('Begin with the protocol');
  });
});

describe('--send-message', () => {
  it('sends saved messages of the connection and the folders above it, in their place among the others', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    await using service = await tcpService((text, socket) => void socket.write(text));
    await save(open, 'gateway/redis', { kind: 'tcp-client', address: service.url });
    const { connections, messages, environments } = open.workspace;
    const [redis] = connections.list.value.connections;
    const content = (name: string, more: object): MessageContent =>
      messageContentSchema.parse({ name, ...more });
    await messages.create(content('ping', { body: 'PING {{user}}', terminator: '\\r\\n' }), {
      folder: 'gateway',
      ...(redis && { connection: redis.id }),
    });
    await messages.create(content('auth', { mode: 'hex', body: '41 42' }), { folder: 'gateway' });
    await messages.create(content('all', { mode: 'file', body: 'payload.bin' }), { folder: '' });
    await writeFile(join(root.path, 'payload.bin'), 'from a file');
    await environments.create(environmentOf('Staging', { name: 'user', value: 'kim' }));
    const args = ['connect', 'gateway/redis', '--workspace', root.path, '--env', 'staging'];
    const sent = await runHere(
      ...args,
      ...['--send', 'first', '--send-message', 'auth', '--send-message', 'ping', '--send-message', 'all'],
      ...['--send', 'last', '--for', '100ms', '--json'],
    );
    expect(sent.stderr).toBe('');
    expect(conversation(sent).filter((line) => line.startsWith('→'))).toEqual([
      '→ first',
      '→ AB',
      '→ PING kim\r\n',
      '→ from a file',
      '→ last',
    ]);
    // An address has no messages of its own: they are named by their paths.
    const byPath = await runHere(
      ...['connect', service.url, '--workspace', root.path],
      ...['--send-message', 'gateway/auth', '--for', '50ms', '--json'],
    );
    expect(conversation(byPath)).toContain('→ AB');
  });

  it('greets each client that connects to a saved server', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    await save(open, 'greeter', { kind: 'tcp-server', address: 'tcp://127.0.0.1:0' });
    await open.workspace.messages.create(messageContentSchema.parse({ name: 'hello', body: 'hello' }), {
      folder: '',
    });
    const listening = new WirebenchHere([
      ...['listen', 'greeter', '--workspace', root.path, '--send-message', 'hello', '--json'],
    ]);
    const { host } = await listening.url();
    const client = await runHere('connect', `tcp://${host}`, '--until', '1', '--json');
    expect(conversation(client)).toEqual(['← hello']);
    await listening.interrupt();
  });

  it('that is not there, or stands for several, is told with what there is', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    await save(open, 'gateway/redis', { kind: 'tcp-client', address: 'tcp://127.0.0.1:1' });
    const { connections, messages } = open.workspace;
    const [redis] = connections.list.value.connections;
    const own = { folder: 'gateway', ...(redis && { connection: redis.id }) };
    for (const owner of [own, { folder: 'gateway' }])
      await messages.create(messageContentSchema.parse({ name: 'ping', body: 'x' }), owner);
    await messages.create(messageContentSchema.parse({ name: 'lost', mode: 'file', body: '../x' }), own);
    const told = async (target: string, name: string): Promise<string> =>
      (await runHere('connect', target, '--workspace', root.path, '--send-message', name)).stderr;
    expect(await told('gateway/redis', 'ping')).toBe(
      '--send-message: 2 messages are called “ping”. Write gateway/redis/ping or gateway/ping.\nwirebench connect --help explains how to use it.\n',
    );
    expect(await told('gateway/redis', 'pign')).toContain('has no message “pign”. Did you mean “ping”?');
    expect(await told('gateway/redis', 'nothing')).toContain('There are “ping”, “lost”, “ping”.');
    expect(await told('gateway/redis', 'lost')).toContain(
      '--send-message: “../x” is not in the workspace, and was not chosen on this machine',
    );
    expect(await told('tcp://127.0.0.1:1', 'ping')).toContain('There is no message “ping” in ');
  });
});

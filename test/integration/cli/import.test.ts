import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importReportSchema } from '../../../shared/model/importReport.ts';
import { needs, notOnWindows } from '../../support/needs.ts';
import { openTestedWorkspace } from '../../support/openWorkspace.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';
import { runHere } from '../../support/wirebenchHere.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/imports');

describe('wirebench import', () => {
  it('takes a collection into a folder, prints what was taken and what was not, while the workspace is open', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    await open.workspace.connections.folders.create('', 'gateway');
    const source = join(fixtures, 'postman.json');
    const { status, stdout, stderr } = await runHere(
      ...['import', source, '--workspace', root.path, '--into', 'gateway/'],
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(
      [
        `${source} (Postman) into gateway/Orders/: 2 connections, 1 message, 0 environments, 2 variables`,
        '  Imported:',
        '    gateway/Orders/Plain: Connection to wss://example.org/plain',
        '    gateway/Orders/Streams/Updates: Connection to {{socket}}/orders/7?since={{$now:unix}}',
        '    gateway/Orders/Streams/Updates/Body: Message',
        '    socket: Variable of the base',
        '    api_key: Secret variable of the base',
        '  Imported with changes:',
        '    api key: The variable is called “api_key” here. A variable’s name here has letters, digits, _ . and - only.',
        '    Streams/Updates: Postman’s {{$randomFirstName}} has no counterpart here, so it stays as text.',
        '  Not imported:',
        '    Streams/Updates: Its scripts are not imported: Wirebench runs none.',
        '    List orders: It is an HTTP request, not a socket.',
        '',
      ].join('\n'),
    );
    await until(() => open.lines().includes('gateway/Orders/Streams/Updates'));
  });

  it('prints the same as JSON, one line for each', async () => {
    await using root = await temporaryFolder();
    const sources = ['insomnia5.yaml', 'postmanEnvironment.json'].map((name) => join(fixtures, name));
    const { status, stdout } = await runHere('import', ...sources, '--workspace', root.path, '--json');
    expect(status).toBe(0);
    const reports = stdout
      .trimEnd()
      .split('\n')
      .map((line) => importReportSchema.loose().parse(JSON.parse(line)));
    expect(reports).toMatchObject([
      { source: sources[0], program: 'Insomnia', folder: 'Feeds', connections: 1 },
      { source: sources[1], program: 'Postman', folder: null, environments: 1 },
    ]);
  });

  it('takes the folder of a collection of Bruno', async () => {
    await using root = await temporaryFolder();
    const { status, stdout } = await runHere('import', join(fixtures, 'bruno'), '--workspace', root.path);
    expect(status).toBe(0);
    expect(stdout).toContain('(Bruno) into Chat/: 1 connection, 2 messages, 1 environment, 6 variables\n');
  });

  it('follows a link that is named, to a file or a folder', needs(notOnWindows), async () => {
    await using root = await temporaryFolder();
    const [file, folder] = [join(root.path, 'linked.json'), join(root.path, 'linked')];
    await symlink(join(fixtures, 'postman.json'), file);
    await symlink(join(fixtures, 'bruno'), folder);
    const { status, stdout, stderr } = await runHere('import', file, folder, '--workspace', root.path);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`${file} (Postman) into Orders/`);
    expect(stdout).toContain(`${folder} (Bruno) into Chat/`);
  });

  it('opens only regular files of a folder, and says what it left', needs(notOnWindows), async () => {
    await using root = await temporaryFolder();
    const folder = join(root.path, 'collection');
    const bru = (name: string): string => `meta {\n  name: ${name}\n  type: ws\n}\nws {\n  url: ws://h/\n}\n`;
    await mkdir(join(folder, 'rooms'), { recursive: true });
    await writeFile(join(folder, 'bruno.json'), '{"name": "C"}');
    await writeFile(join(folder, 'rooms', 'a.bru'), bru('a'));
    await writeFile(join(root.path, 'outside.bru'), bru('outside'));
    await symlink(join(root.path, 'outside.bru'), join(folder, 'link.bru'));
    await symlink(root.path, join(folder, 'around'));
    const socket = createServer().listen(join(folder, 'socket.bru'));
    await once(socket, 'listening');
    const deep = join(folder, ...Array.from({ length: 18 }, () => 'd'));
    await mkdir(deep, { recursive: true });
    await writeFile(join(deep, 'deep.bru'), bru('deep'));
    const { status, stdout, stderr } = await runHere('import', folder, '--workspace', root.path, '--json');
    socket.close();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { taken, left } = importReportSchema.loose().parse(JSON.parse(stdout));
    expect(taken.notes.map(({ item }) => item)).toEqual(['C/rooms/a']);
    expect(left.notes.toSorted((one, other) => (one.item < other.item ? -1 : 1))).toEqual([
      { item: 'around', text: 'It is a link, and links in a folder are not followed.' },
      { item: Array.from({ length: 17 }, () => 'd').join('/'), text: 'It is more than 16 folders deep.' },
      { item: 'link.bru', text: 'It is a link, and links in a folder are not followed.' },
      { item: 'socket.bru', text: 'It is not a regular file.' },
    ]);
  });

  it.each([
    ['/dev/zero', 'is not a regular file'],
    ['many', 'It has more than 5,000 files of collections.'],
  ])('refuses %s with a sentence, and writes nothing', needs(notOnWindows), async (name, sentence) => {
    await using root = await temporaryFolder();
    const workspace = join(root.path, 'workspace');
    await mkdir(workspace);
    const source = resolve(root.path, name);
    if (name === 'many') {
      await mkdir(source);
      for (let index = 0; index <= 5000; index += 1) writeFileSync(join(source, `${index}.bru`), '');
    }
    const { status, stdout, stderr } = await runHere('import', source, '--workspace', workspace);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(await readdir(join(workspace, 'connections')).catch(() => [])).toEqual([]);
  });

  it('says why something is not imported, and imports the rest', async () => {
    await using root = await temporaryFolder();
    const workspace = join(root.path, 'workspace');
    const empty = join(root.path, 'empty');
    await mkdir(workspace);
    await mkdir(empty);
    await writeFile(join(root.path, 'bytes.json'), Buffer.from([0, 1, 2]));
    const { status, stdout, stderr } = await runHere(
      'import',
      join(root.path, 'gone.json'),
      join(root.path, 'bytes.json'),
      empty,
      join(fixtures, 'insomnia5.yaml'),
      ...['--workspace', workspace],
    );
    expect(status).toBe(1);
    expect(stderr.trimEnd().split('\n')).toEqual([
      `“${join(root.path, 'gone.json')}” was not imported: it or its folder does not exist.`,
      `“${join(root.path, 'bytes.json')}” was not imported. It is not a text file: it contains zero bytes.`,
      `“${empty}” was not imported. There is nothing in it that can be imported.`,
    ]);
    expect(stdout).toContain('into Feeds/: 1 connection,');
  });

  it.each([
    [['import'], 'FILE or FOLDER is missing.'],
    [['import', 'x.json', '--into', '../x'], 'There is no folder “../x” in the workspace.'],
  ])('refuses %j', async (args, sentence) => {
    await using root = await temporaryFolder();
    const { status, stderr } = await runHere(...args, '--workspace', root.path);
    expect(status).toBe(2);
    expect(stderr).toContain(sentence);
  });
});

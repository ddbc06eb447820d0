import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importReportSchema } from '../../../shared/model/importReport.ts';
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
        '  Taken over:',
        '    gateway/Orders/Plain: Connection to wss://example.org/plain',
        '    gateway/Orders/Streams/Updates: Connection to {{socket}}/orders/7?since={{$now:unix}}',
        '    gateway/Orders/Streams/Updates/Body: Message',
        '    socket: Variable of the base',
        '    api_key: Secret variable of the base',
        '  Taken over with changes:',
        '    api key: The variable is called “api_key” here. A variable’s name here has letters, digits, _ . and - only.',
        '    Streams/Updates: Postman’s {{$randomFirstName}} has no counterpart here, so it stays as text.',
        '  Not taken over:',
        '    Streams/Updates: Its scripts are not taken over: Wirebench runs none.',
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

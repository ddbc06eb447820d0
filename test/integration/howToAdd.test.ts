import { execFile } from 'node:child_process';
import { cpSync } from 'node:fs';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** What is put before or behind a line of a file, or a whole file. */
type Edit =
  | { readonly file: string; readonly before: string; readonly add: string }
  | { readonly file: string; readonly create: string };

/** A client of raw://host:port, which is TCP under another name, as one adds it by “How to add an endpoint kind” in CONTRIBUTING. */
const kindSteps: readonly Edit[] = [
  { file: 'shared/model/schemes.ts', before: '  tls: {', add: '  raw: bare,\n' },
  {
    file: 'shared/model/endpointKinds.ts',
    before: "  tls: { inSentence: 'TLS'",
    add: "  raw: { inSentence: 'Raw', short: 'Raw' },\n",
  },
  {
    file: 'shared/model/endpointKinds.ts',
    before: "  'tls-client': {",
    add: `  'raw-client': {
    name: 'Raw client',
    protocol: 'raw',
    side: 'client',
    transport: 'tcp',
    tls: 'never',
    ...stream,
    can: { ...nothing, halfClose: true, reset: true, pause: true },
    schemes: ['raw'],
    exampleAddress: 'raw://127.0.0.1:9000',
  },\n`,
  },
  {
    file: 'shared/model/connection.ts',
    before: "  'tls-client': z.",
    add: "  'raw-client': z.strictObject({ kind: z.literal('raw-client'), ...client, socket: unixSocketSchema }),\n",
  },
  {
    file: 'electron/engine/link/rawClient.ts',
    create: `import { endpointSchema } from '../../../shared/model/connection.ts';
import type { Opener } from './link.ts';
import { openTcpClient } from './tcpClient.ts';

/** Connects over TCP. */
export const openRawClient: Opener<'raw-client'> = ({ address, socket }, sink, context) => {
  const tcp = endpointSchema.parse({ kind: 'tcp-client', address: address.replace('raw:', 'tcp:'), socket });
  if (tcp.kind !== 'tcp-client') throw new Error('It is one.');
  return openTcpClient(tcp, sink, context);
};\n`,
  },
  {
    file: 'electron/engine/link/openers.ts',
    before: 'import { openTlsClient }',
    add: "import { openRawClient } from './rawClient.ts';\n",
  },
  {
    file: 'electron/engine/link/openers.ts',
    before: "  'tls-client': ",
    add: "  'raw-client': openRawClient,\n",
  },
  { file: 'shared/command/commandsFor.ts', before: "  'tls-client': ", add: "  'raw-client': [],\n" },
  {
    file: 'test/unit/command/endpoints.ts',
    before: "    case 'tls-client':",
    add: "    case 'raw-client':\n      return { kind, address: `raw://${made.authority}` };\n",
  },
  {
    file: 'test/integration/link/rawClient.test.ts',
    create: `import { expect, it } from 'vitest';
import { tcpPeer } from '../../support/peers.ts';
import { connectTo } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

it('talks to a peer both ways, and leaves when it is told to', async () => {
  await using peer = await tcpPeer((socket) => void socket.pipe(socket));
  const { endpoint, link } = await connectTo({ kind: 'raw-client', address: \`raw://127.0.0.1:\${peer.port}\` });
  await link.sendData(Buffer.from([0, 255, 10]));
  await until(() => link.received.length === 3);
  expect([...link.received]).toEqual([0, 255, 10]);
  endpoint.close();
  expect((await endpoint.end()).clean).toBe(true);
});\n`,
  },
];

/** The largest record of a recording, as one adds a question about the records by “How to add a read”. */
const readSteps: readonly Edit[] = [
  {
    file: 'shared/contract/records.ts',
    before: "  'records.at': call",
    add: "  'records.largest': call(z.strictObject({ source: recordSourceSchema }), z.strictObject({ seq })),\n",
  },
  {
    file: 'electron/engine/store/worker/recordingReads.ts',
    before: "  rows({ from, count }: Asked<'rows'>)",
    add: `  largest(_question: Asked<'largest'>): FileReads['largest']['answer'] {
    return this.together(() => ({ seq: Number(this.get('SELECT seq FROM records ORDER BY size DESC')?.['seq']) }));
  }\n\n`,
  },
];

/** Reading no more from a peer, as one adds something that a person does to links by “How to add a verb”. */
const verbSteps: readonly Edit[] = [
  {
    file: 'shared/contract/sessionVerbs.ts',
    before: "  'sessions.retryNow'",
    add: `  'sessions.hold': onLinks({
    capability: 'pause',
    refusal: (protocol) => \`\${protocol} has no flow control.\`,
  }),\n`,
  },
  {
    file: 'electron/engine/session/sessionVerbs.ts',
    before: '  retryNow({ running }) {',
    add: `  hold(session, { to }) {
    for (const { link } of targetsOf(session, to)) link?.pause();
  },\n`,
  },
  {
    file: 'renderer/state/sessions/linkActions.ts',
    before: "  startTls: 'Start TLS now'",
    add: "  hold: 'Stop reading',\n",
  },
];

/** What the new read and the new verb do for a window, from its menu to the file. */
const proof: Edit = {
  file: 'test/integration/session/added.test.ts',
  create: `import { expect, it } from 'vitest';
import { actionNames, actionsOfLink } from '../../../renderer/state/sessions/linkActions.ts';
import { contract } from '../../../shared/contract/contract.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import { serve } from '../../../shared/rpc/serve.ts';
import { createMemoryPair } from '../../support/memoryPair.ts';
import { tcpPeer } from '../../support/peers.ts';
import { createSessionBench } from '../../support/sessionBench.ts';

it('is what a window can ask for', async () => {
  await using bench = await createSessionBench();
  await using peer = await tcpPeer();
  const tcp = await bench.open({ kind: 'tcp-client', address: \`tcp://127.0.0.1:\${peer.port}\` });
  const udp = await bench.open({ kind: 'udp', address: '', bind: '127.0.0.1:0' });
  const [ours, theirs] = createMemoryPair();
  const serving = serve(contract, bench.engine.handlers, theirs);
  const client = createClient(contract);
  client.attach(ours);

  await tcp.send('all', 'data', new Uint8Array(10));
  await tcp.send('all', 'data', new Uint8Array(3));
  const source = { session: tcp.id };
  expect(await client.call('records.largest', { source })).toEqual({ seq: 2 });
  expect(await tcp.reader.largest({})).toEqual({ seq: 2 });

  expect(await client.call('sessions.hold', { session: tcp.id, to: 'all' })).toEqual({});
  await expect(client.call('sessions.hold', { session: udp.id, to: 'all' })).rejects.toMatchObject({
    code: 'UNSUPPORTED',
    message: 'UDP has no flow control.',
  });
  expect(actionsOfLink('tcp-client', null).map((verb) => actionNames[verb])).toContain('Stop reading');
  expect(actionsOfLink('udp', null)).toEqual([]);
  client.dispose();
  serving.dispose();
});\n`,
};

/** The tests of what is added, and those that go over all kinds. */
const tests = [
  'test/integration/link/rawClient.test.ts',
  'test/integration/session/added.test.ts',
  'test/unit/command/commands.test.ts',
  'test/unit/renderer/endpoints.test.ts',
];

const sections: readonly (readonly [string, readonly Edit[]])[] = [
  ['an endpoint kind', kindSteps],
  ['a read', readSteps],
  ['a verb', verbSteps],
];

/** The sources and what checks them, with the packages of this checkout. */
async function copyOfSources(path: string): Promise<void> {
  const parts = ['shared', 'electron', 'renderer', 'test', 'scripts', 'package.json', 'tsconfig.json'];
  const configs = (await readdir(root)).filter((name) => name.endsWith('.config.ts'));
  // A tenth of the processor time of the one that does not block: nothing else has to run meanwhile.
  for (const part of [...parts, ...configs]) cpSync(join(root, part), join(path, part), { recursive: true });
  // A folder of its own, because the compiler keeps what it knows of a checkout in it.
  await mkdir(join(path, 'node_modules'));
  for (const name of await readdir(join(root, 'node_modules'))) {
    if (name !== '.cache') await symlink(join(root, 'node_modules', name), join(path, 'node_modules', name));
  }
}

async function apply(path: string, edit: Edit): Promise<void> {
  const file = join(path, edit.file);
  if ('create' in edit) return writeFile(file, edit.create, { flag: 'wx' });
  const text = await readFile(file, 'utf8');
  const at = text.indexOf(edit.before);
  if (at < 0) throw new Error(`${edit.file} has no “${edit.before}” any more.`);
  await writeFile(file, text.slice(0, at) + edit.add + text.slice(at));
}

/**
 * What the compiler finds wrong in these files and what they import; nothing where all is well. They are one program, because most of the
 * time goes into what all of them import; and one thread checks it, because each would resolve those types again.
 */
async function typeProblems(path: string, include: readonly string[]): Promise<string> {
  const project = join(path, 'tsconfig.added.json');
  const compilerOptions = { types: ['node', 'vite/client'] };
  await writeFile(project, JSON.stringify({ extends: './renderer/tsconfig.json', compilerOptions, include }));
  return inCopy(path, 'typescript/bin/tsc', '-p', project, '--incremental', 'false', '--singleThreaded').then(
    () => '',
    (error: { readonly stdout: string }) => error.stdout,
  );
}

function inCopy(path: string, script: string, ...args: string[]): Promise<unknown> {
  return run(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: path });
}

it.each(sections)('names every file in which %s is added', async (what, steps) => {
  const guide = await readFile(join(root, 'CONTRIBUTING.md'), 'utf8');
  const section = new RegExp(`^## How to add ${what}\\n(.*?)^## `, 'ms').exec(guide)?.[1] ?? '';
  const isNamed = (file: string): boolean => section.includes(`\`${file}\``);
  expect(
    steps.map(({ file }) => file).filter((file) => !isNamed(file) && !isNamed(`${dirname(file)}/`)),
  ).toEqual([]);
});

it('needs no more than that: without a step nothing compiles, with all of them types and tests pass', async () => {
  await using folder = await temporaryFolder();
  const { path } = folder;
  await copyOfSources(path);
  const [readDeclaration, ...readRest] = readSteps;
  const [verbDeclaration, ...verbRest] = verbSteps;
  for (const declaration of [readDeclaration, verbDeclaration])
    if (declaration) await apply(path, declaration);
  const implementations = [
    'electron/engine/session/sessionVerbs.ts',
    'electron/engine/store/worker/recordingReads.ts',
  ];
  const missing = await typeProblems(path, implementations);
  for (const file of implementations) expect(missing).toContain(`${file}(`);
  for (const edit of [...readRest, ...verbRest, ...kindSteps, proof]) await apply(path, edit);
  const product = ['shared', 'electron', 'renderer', 'test/support'];
  expect(await typeProblems(path, [...product, ...tests])).toBe('');
  await inCopy(path, 'vitest/vitest.mjs', 'run', '--maxWorkers=1', ...tests);
}, 600_000);

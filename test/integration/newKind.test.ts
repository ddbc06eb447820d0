import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
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
const edits: readonly Edit[] = [
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
    file: 'electron/cli/endpoints.ts',
    before: "    case 'tls':\n      return { kind: 'tls-client'",
    add: "    case 'raw':\n      return { kind: 'raw-client', ...client, socket: { halfOpen: values['half-open'] } };\n",
  },
  {
    file: 'electron/cli/endpoints.ts',
    before: "    case 'tls':\n      return { kind: 'tls-server'",
    add: "    case 'raw':\n      throw new UsageError('raw:// is for connect only.');\n",
  },
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

/** The sources and what checks them, with the packages of this checkout. */
async function copyOfSources(path: string): Promise<void> {
  const parts = ['shared', 'electron', 'renderer', 'test', 'scripts', 'package.json', 'tsconfig.json'];
  const configs = (await readdir(root)).filter((name) => name.endsWith('.config.ts'));
  for (const part of [...parts, ...configs])
    await cp(join(root, part), join(path, part), { recursive: true });
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

it('is added in the files that CONTRIBUTING names, and then its types and its test pass', async () => {
  const guide = await readFile(join(root, 'CONTRIBUTING.md'), 'utf8');
  const section = /^## How to add an endpoint kind\n(.*?)^## /ms.exec(guide)?.[1] ?? '';
  const isNamed = (file: string): boolean => section.includes(`\`${file}\``);
  expect(
    edits.map(({ file }) => file).filter((file) => !isNamed(file) && !isNamed(`${dirname(file)}/`)),
  ).toEqual([]);
  await using folder = await temporaryFolder();
  await copyOfSources(folder.path);
  for (const edit of edits) await apply(folder.path, edit);
  const inCopy = (script: string, ...args: string[]): Promise<unknown> =>
    run(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: folder.path });
  for (const project of ['shared', 'electron', 'renderer', 'test']) {
    await inCopy('typescript/bin/tsc', '-p', project);
  }
  await inCopy(
    'vitest/vitest.mjs',
    'run',
    'test/integration/link/rawClient.test.ts',
    'test/unit/renderer/endpoints.test.ts',
  );
}, 300_000);

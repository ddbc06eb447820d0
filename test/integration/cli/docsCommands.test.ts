import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitUsage } from '../../../electron/cli/command.ts';
import { Output } from '../../../electron/cli/output.ts';
import { runCommandLine } from '../../../electron/cli/runCommandLine.ts';
import { shellWords } from '../../../shared/command/read/shellWords.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { messageContentSchema } from '../../../shared/model/savedMessage.ts';
import { codeBlocks, docsPages, readMarkdown } from '../../support/markdownFiles.ts';
import { makeCertificate } from '../../support/madeCertificates.ts';
import { environmentOf, openTestedWorkspace } from '../../support/openWorkspace.ts';
import { tcpService } from '../../support/tcpService.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { runHere } from '../../support/wirebenchHere.ts';

/** The command lines in the blocks of code of the documentation. */
const lines = [...docsPages(), readMarkdown('README.md')].flatMap(({ path, text }) =>
  codeBlocks(text)
    .filter(({ language }) => language === '')
    .flatMap(({ code }) => code.split('\n'))
    .flatMap((line) => /(?:^|\| )(wirebench .*)/.exec(line)?.[1] ?? [])
    .map((line) => [path, line] as const),
);

/** Options that name a file to be written, which must not be there yet. */
const written = new Set(['--save', '--save-ca']);

/** What the examples name lies in a folder of the test, and workspaces are made there. */
function inFolder(folder: string, [command = '', ...words]: readonly string[]): readonly string[] {
  const placed = words.map((word, index) => {
    if (command === 'show' || command === 'replay')
      return word.replace(/^[\w-]+\.wbs$/, join(folder, 'recorded', 'ping.wbs'));
    const inside = /^(?:\.\/)?([\w.-]+\.(?:wbs|pem|log|json|bin)|sockets)$/.exec(word)?.[1];
    if (inside === undefined) return word;
    return join(folder, written.has(words[index - 1] ?? '') ? `${randomUUID()}-${inside}` : inside);
  });
  if (command === 'serve') placed.push('--no-open');
  const needsWorkspace = ['serve', 'list', 'import'].includes(command) && !placed.includes('--workspace');
  return [command, ...placed, ...(needsWorkspace ? ['--workspace', join(folder, 'sockets')] : [])];
}

/** The files and the workspace that the examples name. */
async function prepare(folder: string): Promise<void> {
  await writeFile(join(folder, 'ca.pem'), makeCertificate({ isAuthority: true }).certificate);
  await writeFile(join(folder, 'firmware.bin'), 'x');
  await mkdir(join(folder, 'recorded'));
  await using service = await tcpService((text, socket) => void socket.write(text));
  const recording = ['--send', 'PING', '--until', '1', '--save', join(folder, 'recorded', 'ping.wbs')];
  expect((await runHere('connect', service.url, ...recording)).status).toBe(0);
  await using open = await openTestedWorkspace(join(folder, 'sockets'));
  const { connections, messages, environments } = open.workspace;
  await connections.folders.create('', 'gateway');
  const endpoint = endpointSchema.parse({ kind: 'tcp-client', address: 'tcp://127.0.0.1:6379' });
  const { id } = await connections.create('redis', endpoint, { folder: 'gateway' });
  const ping = messageContentSchema.parse({ name: 'ping', body: 'PING' });
  await messages.create(ping, { folder: 'gateway', connection: id });
  await environments.create(environmentOf('staging', { name: 'host', value: 'localhost' }));
}

describe('the command lines in the documentation', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    folder = await temporaryFolder();
    await prepare(folder.path);
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  it('are found', () => {
    expect(lines.length).toBeGreaterThan(15);
  });

  it.each(lines)('can be read: %s: %s', async (_path, line) => {
    const words = shellWords(line);
    if (!words.ok) throw new Error(words.problem.message);
    let said = '';
    // It is asked to end before it begins, so that it reads its command line and then opens nothing.
    const status = await runCommandLine(inFolder(folder.path, words.value.words.slice(1)), {
      input: { kind: line.includes('--interactive') ? 'terminal' : 'ended', open: () => Readable.from([]) },
      output: new Output(new Writable({ write: (_piece, _encoding, done) => done() })),
      stop: AbortSignal.abort(),
      warn: (sentence) => {
        said += `${sentence}\n`;
      },
    });
    expect(status === exitUsage ? said : '').toBe('');
  });
});

/**
 * `npm run try`: uses the packed application of this machine as its user does, with a profile and a workspace of its own: commands, and
 * then the window, which connects to a server, sends, gets the answer and is closed. What follows is the folder, or the AppImage, to look at
 * in place of what is in `dist/`; `--command-only` leaves out the window.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { chromium, expect, type Browser } from '@playwright/test';
import { createConnection, expectState, open, payloads, send } from '../test/e2e/actions.ts';
import { closedPort } from '../test/support/peers.ts';
import { tcpService, type TcpService } from '../test/support/tcpService.ts';
import { packedFolder, programsIn } from './packaging/packedPrograms.ts';

/** A minute for the first start on a machine that has never seen the program. */
const startTimeoutMs = 60_000;
const pollMs = 200;

const root = resolve(import.meta.dirname, '..');
const args = process.argv.slice(2);
const named = args.find((arg) => !arg.startsWith('--'));
const folder = named ? resolve(named) : packedFolder(join(root, 'dist'), process.platform, process.arch);

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(program: string, parameters: readonly string[], input = ''): Promise<Ran> {
  const child = spawn(program, parameters, { stdio: 'pipe' });
  child.stdin.end(input);
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { status, stdout, stderr };
}

/** Every kind of output and end that a shell sees of a command. */
async function tryCommands(command: string, service: TcpService, place: string): Promise<void> {
  // Chromium may say something about the machine on standard error.
  const version = await run(command, ['--version']);
  expect(version).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\r?\n$/) });
  expect(await run(command, ['nonsense'])).toMatchObject({ status: 2, stdout: '' });

  const saved = join(place, 'tried.wbs');
  const connected = await run(command, [
    'connect',
    service.url,
    '--send',
    'hello 50% ^& "all"',
    '--for',
    '2s',
    '--json',
    '--save',
    saved,
  ]);
  expect(connected.stdout).toMatch(/^\{/);
  expect(connected.status).toBe(0);
  expect(service.received()).toContain('hello 50% ^& "all"');
  const shown = await run(command, ['show', saved, '--json']);
  expect(shown.status).toBe(0);
  expect(shown.stdout.split('\n').filter((line) => line.includes('"direction":"in"'))).not.toEqual([]);
  process.stdout.write('The command line runs, sends, records and ends as it should.\n');
}

/** The window, seen through Chromium's own door: the fuses have closed Node's. */
async function tryWindow(program: string, service: TcpService, place: string): Promise<void> {
  const port = await closedPort();
  const child = spawn(
    program,
    [
      `--remote-debugging-port=${port}`,
      `--user-data-dir=${join(place, 'profile')}`,
      '--workspace',
      join(place, 'workspace'),
    ],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, WIREBENCH_CONFIG: join(place, 'config') },
    },
  );
  try {
    await useWindow(await windowOf(child, port), service);
    if (child.exitCode === null) await once(child, 'exit', { signal: AbortSignal.timeout(startTimeoutMs) });
    expect(child.exitCode).toBe(0);
  } finally {
    child.kill('SIGKILL');
  }
  process.stdout.write('The window opens, connects, sends, shows the answer and closes.\n');
}

async function windowOf(child: ChildProcess, port: number): Promise<Browser> {
  const until = performance.now() + startTimeoutMs;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The window ended with status ${child.exitCode}.`);
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch((error: unknown) => {
      if (performance.now() > until) throw error;
      return null;
    });
    if (browser !== null) return browser;
    await new Promise((again) => setTimeout(again, pollMs));
  }
}

async function useWindow(browser: Browser, service: TcpService): Promise<void> {
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('The program has no window.');
  const page = context.pages()[0] ?? (await context.waitForEvent('page', { timeout: startTimeoutMs }));
  await createConnection(page, service.url);
  await open(page);
  await expectState(page, 'open');
  await send(page, 'hello from the window');
  await expect(payloads(page, 'in', 'hello from the window')).toHaveCount(1);
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await expectState(page, 'closed');
  const session = await browser.newBrowserCDPSession();
  await session.send('Browser.close').catch(() => undefined);
}

async function tryIt(): Promise<void> {
  if (folder === null)
    throw new Error('Nothing is packed for this machine. Run npm run package -- --dir first.');
  const programs = programsIn(folder, process.platform);
  const place = await mkdtemp(join(tmpdir(), 'wirebench-try-'));
  try {
    await using service = await tcpService((heard, socket) => socket.write(heard, 'latin1'));
    await tryCommands(programs.command, service, place);
    if (!args.includes('--command-only')) await tryWindow(programs.window, service, place);
  } finally {
    await rm(place, { recursive: true, force: true, maxRetries: 10 });
  }
}

await tryIt();
process.exit();

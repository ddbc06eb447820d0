import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { createServer, type RunningServer, type ServerOptions } from '../../electron/server/server.ts';
import { WirebenchError } from '../../shared/base/errors.ts';
import { contract, type WirebenchContract } from '../../shared/contract/contract.ts';
import { decodeEnvelope, encodeEnvelope } from '../../shared/rpc/binaryEnvelope.ts';
import type { Handlers } from '../../shared/rpc/serve.ts';
import { exchangeText } from './rudePeers.ts';

/** The server with a small page, and handlers of which only `app.info` answers: what is tested is the door, not the house. */
export interface TestServer extends RunningServer {
  readonly folder: string;
  readonly origin: string;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startTestServer(options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'wirebench-page-'));
  const page = join(folder, 'page');
  await mkdir(join(page, 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(page, 'index.html'), '<!doctype html><title>Wirebench</title>');
  await writeFile(join(page, '.hidden'), 'secret');
  await writeFile(join(page, 'assets', 'index-B0_x-9.js'), 'export {};');
  await writeFile(join(page, 'assets', 'empty.css'), '');
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const server = await createServer({
    handlers: refusingHandlers(),
    host: '127.0.0.1',
    port: 0,
    page,
    ...options,
  }).catch(async (error: unknown) => {
    await removeFolder();
    throw error;
  });
  return {
    ...server,
    folder,
    origin: `http://127.0.0.1:${server.port}`,
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await removeFolder();
    },
  };
}

function refusingHandlers(): Handlers<WirebenchContract> {
  const refuse = (): never => {
    throw new WirebenchError('UNSUPPORTED', 'Not in this test.');
  };
  return {
    ...(Object.fromEntries(
      Object.keys(contract).map((name) => [name, refuse]),
    ) as unknown as Handlers<WirebenchContract>),
    'app.info': () => ({
      ...{ version: '1.2.3', workspace: '/w', host: 'headless' },
      ...{ fileDialogs: false, otherWorkspaces: false },
    }),
  };
}

/** A request whose path goes onto the wire as it stands. */
export function rawGet(port: number, path: string, headers: readonly string[] = []): Promise<string> {
  const lines = [`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, 'Connection: close', ...headers];
  return exchangeText(port, `${lines.join('\r\n')}\r\n\r\n`);
}

export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}

/** A WebSocket to /rpc that is open, and has said nothing. */
export async function openSocket(server: TestServer): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/rpc`, { origin: server.origin });
  socket.on('error', () => undefined);
  await once(socket, 'open');
  return socket;
}

export function sendHead(socket: WebSocket, head: unknown): void {
  socket.send(encodeEnvelope({ head }));
}

export async function nextHead(socket: WebSocket): Promise<unknown> {
  const [data] = (await once(socket, 'message')) as [Buffer];
  const decoded = decodeEnvelope(data);
  return decoded.ok ? decoded.value.head : decoded.problem;
}

/** Close code and reason. */
export async function closeOf(socket: WebSocket): Promise<{ code: number; reason: string }> {
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
  return { code, reason: reason.toString('utf8') };
}

import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { Engine } from '../../electron/engine/engine.ts';
import type { SessionRecord } from '../../electron/engine/session/session.ts';
import { endpointSchema } from '../../shared/model/connection.ts';

/** 64 messages under way: enough to keep both sides busy, few enough to be a conversation and not a flood. */
const window = 64;

const seconds = (startNs: bigint): number => Number(process.hrtime.bigint() - startNs) / 1e9;

/** Echoes `count` messages of `size` bytes and gives messages per second. */
export async function bareEcho(port: number, count: number, size: number): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, { perMessageDeflate: false });
  await once(socket, 'open');
  const message = Buffer.alloc(size, 'x');
  const done = Promise.withResolvers<void>();
  let sent = 0;
  let received = 0;
  const send = (): void => {
    if (sent >= count) return;
    sent += 1;
    socket.send(message);
  };
  socket.on('message', () => {
    received += 1;
    if (received === count) done.resolve();
    else send();
  });
  const start = process.hrtime.bigint();
  for (let index = 0; index < window; index += 1) send();
  await done.promise;
  const rate = count / seconds(start);
  socket.close();
  await once(socket, 'close');
  return rate;
}

/** The same with a session of the engine, every message recorded in both directions; the file is complete when the clock stops. */
export async function recordedEcho(
  engine: Engine,
  folder: string,
  port: number,
  count: number,
  size: number,
): Promise<number> {
  const path = join(folder, 'echo.wbs');
  const message = Buffer.alloc(size, 'x');
  const done = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  let sent = 0;
  let received = 0;
  const send = (): void => {
    if (sent >= count) return;
    sent += 1;
    session.send(1, 'binary', message).catch(done.reject);
  };
  const observer = (record: SessionRecord): void => {
    if (record.kind === 'opened') opened.resolve();
    if (record.kind !== 'binary' || record.direction !== 'in') return;
    received += 1;
    if (received === count) done.resolve();
    else send();
  };
  const session = await engine.sessions.open({
    endpoint: endpointSchema.parse({ kind: 'ws-client', address: `ws://127.0.0.1:${port}/` }),
    name: 'echo',
    connectionId: null,
    recordingPath: path,
    observer,
  });
  await opened.promise;
  const start = process.hrtime.bigint();
  for (let index = 0; index < window; index += 1) send();
  await done.promise;
  const rate = count / seconds(start);
  await engine.sessions.putAway(session.id);
  await rm(path);
  return rate;
}

/** Receives `total` bytes and gives MB per second. */
export async function bareReceive(port: number, total: number): Promise<number> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  let received = 0;
  socket.on('data', (bytes) => {
    received += bytes.length;
  });
  const start = process.hrtime.bigint();
  socket.write(`${total}\n`);
  await once(socket, 'end');
  if (received !== total) throw new Error(`Received ${received} of ${total} bytes.`);
  return total / 1e6 / seconds(start);
}

/** The same with a session of the engine; the clock stops when every byte is committed to the file. */
export async function recordedReceive(
  engine: Engine,
  folder: string,
  port: number,
  total: number,
): Promise<number> {
  const path = join(folder, 'receive.wbs');
  const opened = Promise.withResolvers<void>();
  const session = await engine.sessions.open({
    endpoint: endpointSchema.parse({ kind: 'tcp-client', address: `tcp://127.0.0.1:${port}` }),
    name: 'receive',
    connectionId: null,
    recordingPath: path,
    observer: (record) => {
      if (record.kind === 'opened') opened.resolve();
    },
  });
  await opened.promise;
  const start = process.hrtime.bigint();
  await session.send(1, 'data', Buffer.from(`${total}\n`));
  await session.ended;
  const rate = total / 1e6 / seconds(start);
  const { bytesIn } = session.info.value;
  if (bytesIn !== total) throw new Error(`Recorded ${bytesIn} of ${total} bytes.`);
  await engine.sessions.putAway(session.id);
  await rm(path);
  return rate;
}

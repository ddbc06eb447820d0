import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { z } from 'zod';
import { createEngine, type Engine } from '../../electron/engine/engine.ts';
import type { Session } from '../../electron/engine/session/session.ts';
import type { RecordReader } from '../../electron/engine/store/store.ts';
import type { WritePatience } from '../../electron/engine/store/writePatience.ts';
import { createEngineDeps } from '../../electron/headless.ts';
import { endpointSchema } from '../../shared/model/connection.ts';
import type { Direction, RecordKind, RecordRow } from '../../shared/model/record.ts';
import { largestPageRows } from '../../shared/model/recordPage.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import { until } from './until.ts';

/** The whole engine on a workspace of its own; both are gone at the end. */
export interface SessionBench extends AsyncDisposable {
  readonly engine: Engine;
  readonly folder: string;
  /** What the engine told its operator. */
  readonly warnings: readonly string[];
  /** Opens a session and waits until it is open. */
  open(endpoint: z.input<typeof endpointSchema>, recordingPath?: string): Promise<Session>;
  /** Opens a recording to be read; it is closed by whoever opened it. */
  openRecording(path: string): Promise<RecordReader & AsyncDisposable>;
  /** Opens a session, and does not wait. */
  begin(endpoint: z.input<typeof endpointSchema>, recordingPath?: string): Promise<Session>;
}

export async function createSessionBench(patience?: WritePatience): Promise<SessionBench> {
  const folder = await mkdtemp(join(tmpdir(), 'wirebench-'));
  const warnings: string[] = [];
  const log = { warn: (message: string): void => void warnings.push(message) };
  const engine = await createEngine({ ...createEngineDeps(join(folder, 'workspace')), log }, patience);
  const begin: SessionBench['begin'] = (endpoint, recordingPath) =>
    engine.sessions.open({
      endpoint: endpointSchema.parse(endpoint),
      name: 'Test',
      connectionId: null,
      recordingPath: recordingPath ?? null,
    });
  return {
    engine,
    folder,
    warnings,
    begin,
    async openRecording(path) {
      const reader = await engine.store.open(path);
      return Object.assign(reader, { [Symbol.asyncDispose]: () => reader.close() });
    },
    async open(endpoint, recordingPath) {
      const session = await begin(endpoint, recordingPath);
      await reaches(session, ({ phase }) => phase === 'open');
      return session;
    },
    async [Symbol.asyncDispose]() {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until the session’s own account of itself says so. */
export async function reaches(
  session: Session,
  isThere: (info: SessionInfo) => boolean,
  timeoutMs?: number,
): Promise<void> {
  await until(() => isThere(session.info.value), timeoutMs);
}

/** The URL at which a session listens. */
export function urlOf({ info }: Session): string {
  const { url } = info.value;
  if (url === null) throw new Error('The session has no URL.');
  return url;
}

/** The port at which a session listens, or from which it sends. */
export function portOfSession({ info }: Session): number {
  const { local, url } = info.value;
  const port = /:(\d+)(?:\/|$)/.exec(url ?? local ?? '')?.[1];
  if (port === undefined) throw new Error('The session has no port.');
  return Number(port);
}

/** An open WebSocket to a session that listens. */
export async function webSocketTo(session: Session): Promise<WebSocket> {
  const client = new WebSocket(urlOf(session));
  await once(client, 'open');
  return client;
}

/** All records that can be read. */
export async function allRows(reader: RecordReader): Promise<RecordRow[]> {
  const all: RecordRow[] = [];
  for (;;) {
    const { rows } = await reader.rows({ from: (all.at(-1)?.seq ?? 0) + 1, count: largestPageRows });
    if (rows.length === 0) return all;
    all.push(...rows);
  }
}

/** The kinds of the records, in order; those with a direction as `in text`. */
export async function storyOf(reader: RecordReader): Promise<string[]> {
  return (await allRows(reader)).map(({ kind, direction }) => (direction ? `${direction} ${kind}` : kind));
}

/** The bytes of all payloads of one direction, one after the other. */
export async function bytesOf(
  reader: RecordReader,
  direction: Direction,
  isMeant: (kind: RecordKind) => boolean = () => true,
): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for (const row of await allRows(reader)) {
    if (row.direction !== direction || !isMeant(row.kind)) continue;
    pieces.push((await reader.bytes({ seq: row.seq, offset: 0, length: row.size })).bytes);
  }
  return Buffer.concat(pieces);
}

/** The sentence of the first record of a kind. */
export async function noteOf(reader: RecordReader, kind: RecordKind): Promise<string> {
  return (await allRows(reader)).find((row) => row.kind === kind)?.note ?? '';
}

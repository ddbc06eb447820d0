import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeId } from '../../../electron/engine/base/makeId.ts';
import type { RecordWriter, Store } from '../../../electron/engine/store/store.ts';
import { createRecordings, type Recordings } from '../../../electron/engine/workspace/recordings.ts';
import {
  createRecordingStorage,
  type RecordingStorage,
} from '../../../electron/engine/workspace/recordingStorage.ts';
import { WorkspaceSettings } from '../../../electron/engine/workspace/workspaceSettings.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { sessionIdSchema, type RecordingId } from '../../../shared/model/ids.ts';
import { clock, quiet } from './workspaceRecordings.ts';

const day = 86_400_000_000;
/** When the recordings begin, unless told: ten days ago. */
export const startedAt = clock.nowUs() - 10 * day;
/** Four of these do not fit the smallest budget of 16 MiB, and three do. */
export const fiveMebibytes = 5 * 1024 ** 2;

interface Bench extends AsyncDisposable {
  readonly folder: string;
  readonly store: Store;
  readonly recordings: Recordings;
  readonly storage: RecordingStorage;
  readonly settings: WorkspaceSettings;
  readonly live: Set<string>;
  readonly shown: Set<RecordingId>;
  readonly released: RecordingId[];
  /** Cannot be closed by whoever reads them. */
  readonly stuck: Set<RecordingId>;
  /** What happens while one is being closed. */
  readonly whileReleasing: Map<RecordingId, () => unknown>;
  names(): string[];
  begin(name: string, at: number): Promise<{ path: string; writer: RecordWriter }>;
  /** A finished recording of a given size that began so many hours after the first. */
  record(name: string, hours: number, bytes?: number): Promise<RecordingId>;
}

/** The recordings of a workspace in this folder, and what makes room among them. */
export async function openBench(store: Store, root: string): Promise<Bench> {
  const folder = join(root, 'sessions');
  await mkdir(folder, { recursive: true });
  const live = new Set<string>();
  const shown = new Set<RecordingId>();
  const released: RecordingId[] = [];
  const stuck = new Set<RecordingId>();
  const whileReleasing = new Map<RecordingId, () => unknown>();
  const recordings = await createRecordings({
    folder,
    store,
    clock,
    makeId,
    log: { warn: () => undefined },
    isLive: (path) => (live.has(path) ? sessionIdSchema.parse('live-1') : null),
  });
  const settings = new WorkspaceSettings(root, makeId);
  await settings.reread();
  const storage = createRecordingStorage({
    folder,
    recordings,
    settings,
    clock,
    readOnly: null,
    isShown: (id) => shown.has(id),
    release: (id) => {
      if (stuck.has(id)) return Promise.reject(new Error('The file is in use.'));
      released.push(id);
      whileReleasing.get(id)?.();
      return Promise.resolve();
    },
  });
  return {
    folder,
    store,
    recordings,
    storage,
    settings,
    live,
    shown,
    released,
    stuck,
    whileReleasing,
    begin: (name, at) => begin({ store, recordings }, name, at),
    names: () => recordings.list.value.map(({ name }) => name),
    async record(name, hours, bytes = fiveMebibytes) {
      const at = startedAt + hours * 3_600_000_000;
      const { path, writer } = await begin({ store, recordings }, name, at);
      if (bytes > 0) append(writer, at, bytes);
      await writer.finish(at + 1);
      await recordings.rescan();
      return recordings.idOf(path);
    },
    async [Symbol.asyncDispose]() {
      await storage.close();
      await recordings.close();
    },
  };
}

async function begin(
  { store, recordings }: Pick<Bench, 'store' | 'recordings'>,
  name: string,
  at: number,
): ReturnType<Bench['begin']> {
  const path = await recordings.choose(name, at);
  const endpoint = endpointSchema.parse({ kind: 'tcp-client', address: 'tcp://127.0.0.1:1' });
  return { path, writer: await store.create(path, { name, endpoint, startedAt: at }, quiet) };
}

/** Appends a chunk of this size. */
export function append(writer: RecordWriter, at: number, size: number): void {
  const bytes = new Uint8Array(size).fill(7);
  writer.append({ at, peer: null, direction: 'in', kind: 'data', bytes, note: null });
}

/** The bytes of the files of a folder. */
export async function sizeOf(folder: string): Promise<number> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

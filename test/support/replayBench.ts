import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeId } from '../../electron/engine/base/makeId.ts';
import type { Replay, ReplayRegistry, StartReplayOptions } from '../../electron/engine/replay/replay.ts';
import { createReplayRegistry } from '../../electron/engine/replay/replayRegistry.ts';
import type { Session, SessionRegistry } from '../../electron/engine/session/session.ts';
import { createSessionRegistry } from '../../electron/engine/session/sessionRegistry.ts';
import { createStore } from '../../electron/engine/store/main/createStore.ts';
import type { Templates } from '../../electron/engine/template/templates.ts';
import type { Store } from '../../electron/engine/store/store.ts';
import { createSystemClock } from '../../electron/engine/base/systemClock.ts';
import { recordingIdOf } from '../../electron/engine/store/recordingIds.ts';
import { storeWorkerUrl } from '../../electron/workerUrls.ts';
import { endpointSchema, type Connection, type Endpoint } from '../../shared/model/connection.ts';
import { recordingIdSchema } from '../../shared/model/ids.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import {
  replayOptionsSchema,
  type ReplayComparison,
  type ReplayProgress,
} from '../../shared/model/replay.ts';
import type { z } from 'zod';

/** Sessions, their files and replays of them, on real sockets, in a folder that is deleted in the end. */
export interface ReplayBench extends AsyncDisposable {
  readonly store: Store;
  readonly sessions: SessionRegistry;
  readonly replays: ReplayRegistry;
  open(endpoint: z.input<typeof endpointSchema>): Promise<Session>;
  /** The saved connections: where one has the options of a recording, they are this person's own. */
  readonly saved: Connection[];
  /** What templates stand for, in what is recorded and in replays. */
  templates: Templates | undefined;
  /** Opens a client, lets it talk, ends it, and gives the path of its recording. */
  record(
    endpoint: z.input<typeof endpointSchema>,
    talk: (session: Session) => Promise<void>,
  ): Promise<string>;
  /** `given`: as the options of a command line. */
  start(
    path: string,
    options: z.input<typeof replayOptionsSchema>,
    given?: StartReplayOptions['given'],
    madeWith?: StartReplayOptions['madeWith'],
  ): Promise<Replay>;
  /** Starts it and waits for its end. */
  replay(
    path: string,
    options: z.input<typeof replayOptionsSchema>,
  ): Promise<ReplayProgress & { readonly rows: ReplayComparison[] }>;
}

export async function createReplayBench(): Promise<ReplayBench> {
  const folder = await mkdtemp(join(tmpdir(), 'wirebench-'));
  const store = createStore({ workerUrl: storeWorkerUrl() });
  const clock = createSystemClock();
  const files = { choose: async () => join(folder, `${makeId()}.wbs`), idOf: recordingIdOf };
  const sessions = bareSessions({ store, clock, files });
  const saved: Connection[] = [];
  const replays = createReplayRegistry({
    clock,
    makeId,
    sessions,
    connections: () => Promise.resolve(saved),
  });

  const openAt = (endpoint: Endpoint, recordingPath: string | null): Promise<Session> =>
    sessions.open({
      ...{ endpoint, name: 'Test', connectionId: null, recordingPath },
      ...(bench.templates && { templates: bench.templates }),
    });

  const bench: ReplayBench = {
    store,
    sessions,
    replays,
    saved,
    templates: undefined,
    open: (endpoint) => openAt(endpointSchema.parse(endpoint), null),
    async record(endpoint, talk) {
      const path = await files.choose();
      const session = await openAt(endpointSchema.parse(endpoint), path);
      await reached(session, ({ phase }) => phase === 'open');
      await talk(session);
      await session.close();
      return path;
    },
    async start(path, options, given, madeWith) {
      return replays.start({
        source: await store.open(path),
        recordingId: recordingIdSchema.parse('recording'),
        options: replayOptionsSchema.parse(options),
        recordingPath: null,
        ...(bench.templates && { templates: bench.templates }),
        ...(given && { given }),
        ...(madeWith && { madeWith }),
      });
    },
    async replay(path, options) {
      const replay = await bench.start(path, options);
      await replay.ended;
      return { ...replay.progress.value, rows: replay.comparisons(0, 512).rows };
    },
    async [Symbol.asyncDispose]() {
      await replays.close();
      await sessions.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return bench;
}

/** Sessions without secrets, an authority and a workbench. */
function bareSessions(
  parts: Pick<Parameters<typeof createSessionRegistry>[0], 'store' | 'clock' | 'files'>,
): SessionRegistry {
  return createSessionRegistry({
    ...parts,
    makeId,
    log: { warn: () => undefined },
    secrets: { read: () => Promise.reject(new Error('This test has no secrets.')) },
    makeIdentity: () => Promise.reject(new Error('This test has no authority.')),
    page: () => null,
    changed: () => undefined,
  });
}

/** Sends text, and waits until `bytesIn` bytes have come in all. */
export async function ask(
  session: Session,
  text: string,
  bytesIn: number,
  kind: 'data' | 'text' = 'data',
): Promise<void> {
  await session.send('all', kind, new TextEncoder().encode(text));
  await reached(session, (info) => info.bytesIn >= bytesIn);
}

/** Waits until the session is as it should be; fails when it ends without that, or after 5 seconds. */
export async function reached(session: Session, isThere: (info: SessionInfo) => boolean): Promise<void> {
  for await (const info of session.info.changes(AbortSignal.timeout(5000))) {
    if (isThere(info)) return;
    if (info.endedAt !== null) break;
  }
  throw new Error(`The session did not get there: ${JSON.stringify(session.info.value)}`);
}

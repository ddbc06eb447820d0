import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WirebenchError } from '../shared/base/errors.ts';
import { visibleLines } from '../shared/bytes/visibleText.ts';
import { configFolder } from './engine/base/configFolder.ts';
import type { EngineDeps, Log, Shown } from './engine/base/deps.ts';
import { createEngine } from './engine/engine.ts';
import type { FileLocks } from './engine/lock/workspaceLock.ts';
import { makeId } from './engine/base/makeId.ts';
import { createSystemClock } from './engine/base/systemClock.ts';
import { createServer } from './server/server.ts';
import type { PageHandler } from './server/staticPage.ts';
import { version } from './version.ts';
import { importWorkerUrl, mainFolder, runsFromSource, storeWorkerUrl } from './workerUrls.ts';

export interface HeadlessOptions {
  /** Created when it does not exist. */
  readonly workspace: string;
  /** 127.0.0.1 when not given. A caller that gives a wider one tells its user what that means. */
  readonly host?: string;
  /** A free one when not given. */
  readonly port?: number;
  /** The page's folder, or a handler that answers in its place; the built page when not given. */
  readonly page?: string | PageHandler;
  readonly token?: string;
  /** Opens the workspace even if another machine seems to have it open: a person has asked for that. */
  readonly takeOver?: boolean;
}

export interface RunningHeadless {
  /** To be opened in a browser; has the token in its fragment. */
  readonly url: string;
  readonly port: number;
  /** The engine's, for locking other things of this user. */
  readonly locks: FileLocks;
  /** Ends every session, finishes every file, and closes every connection. */
  close(): Promise<void>;
}

/**
 * The workbench for a browser: an engine, and a server in front of it. Rejects with `WorkspaceInUse` while another program has the
 * workspace open.
 */
export async function startHeadless(options: HeadlessOptions): Promise<RunningHeadless> {
  const page = options.page ?? builtPage();
  const served = Promise.withResolvers<Shown>();
  // Perhaps nobody ever asks, and then a rejection must not end the program.
  served.promise.catch(() => undefined);
  let boundAt: string | null = null;
  const engine = await createEngine({
    ...createEngineDeps(options.workspace),
    show: () => served.promise,
    page: () => boundAt,
    takeOver: options.takeOver ?? false,
  });
  try {
    const server = await createServer({
      handlers: engine.handlers,
      host: options.host ?? '127.0.0.1',
      port: options.port ?? 0,
      page,
      ...(options.token === undefined ? {} : { token: options.token }),
    });
    boundAt = server.local;
    served.resolve({ url: server.url });
    const close = async (): Promise<void> => {
      // At the same time: the engine first tells a second start that it is ending, before the address is gone.
      await Promise.all([engine.close(), server.close()]);
    };
    return { url: server.url, port: server.port, locks: engine.store, close };
  } catch (error) {
    served.reject(error);
    await engine.close();
    throw error;
  }
}

/** The default place for connections and recordings. */
export function defaultWorkspace(): string {
  return join(homedir(), 'Wirebench');
}

/** The dependencies that a host without a window gives the engine. */
export function createEngineDeps(workspace: string): EngineDeps {
  return {
    clock: createSystemClock(),
    log: standardErrorLog,
    makeId,
    workspace: resolve(workspace),
    configFolder: configFolder(),
    storeWorker: storeWorkerUrl(),
    importWorker: importWorkerUrl(),
    host: 'headless',
    version,
  };
}

const standardErrorLog: Log = { warn: (message) => void process.stderr.write(`${visibleLines(message)}\n`) };

function builtPage(): string {
  const folder = fileURLToPath(new URL(runsFromSource ? '../out/renderer' : '../renderer', mainFolder));
  if (existsSync(join(folder, 'index.html'))) return folder;
  throw new WirebenchError('WRONG_STATE', 'The page of the workbench is not built. Run npm run build first.');
}

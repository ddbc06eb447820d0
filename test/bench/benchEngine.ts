import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createEngine, type Engine } from '../../electron/engine/engine.ts';
import type { Session, SessionObserver } from '../../electron/engine/session/session.ts';
import { createEngineDeps } from '../../electron/headless.ts';
import { endpointSchema } from '../../shared/model/connection.ts';
import type { z } from 'zod';

/** An engine in this process, on a workspace of its own. */
export class BenchEngine implements AsyncDisposable {
  readonly engine: Engine;
  private readonly folder: string;
  private files = 0;

  private constructor(engine: Engine, folder: string) {
    this.engine = engine;
    this.folder = folder;
  }

  static async start(folder: string): Promise<BenchEngine> {
    return new BenchEngine(await createEngine(createEngineDeps(join(folder, 'workspace'))), folder);
  }

  /** Opens a recorded session, and waits until it is open; `use` may end it. Its file is deleted at the end. */
  async record<Result>(
    endpoint: z.input<typeof endpointSchema>,
    observer: SessionObserver,
    use: (session: Session) => Promise<Result>,
  ): Promise<Result> {
    this.files += 1;
    const path = join(this.folder, `session-${this.files}.wbs`);
    const opened = Promise.withResolvers<void>();
    const session = await this.engine.sessions.open({
      endpoint: endpointSchema.parse(endpoint),
      name: 'benchmark',
      connectionId: null,
      recordingPath: path,
      observer: (record) => {
        if (record.kind === 'opened' || record.kind === 'listening') opened.resolve();
        observer(record);
      },
    });
    try {
      await Promise.race([opened.promise, session.ended.then(() => failToOpen(session))]);
      return await use(session);
    } finally {
      await this.engine.sessions.release(session.id);
      await rm(path, { force: true });
      await rm(`${path}-journal`, { force: true });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.engine.close();
  }
}

function failToOpen(session: Session): void {
  const { phase, reason } = session.info.value;
  if (phase === 'failed') throw new Error(reason ?? 'The session did not open.');
}

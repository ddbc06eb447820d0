import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { untilAborted } from '../../../shared/base/onAbort.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import type { RecordingId } from '../../../shared/model/ids.ts';
import type { SecretSearch } from '../../../shared/model/secretSearch.ts';
import { makeFolder, removeLeftovers } from '../files/files.ts';
import { secretForms } from '../secrets/secretForms.ts';
import { recordingEnding } from '../store/recordingIds.ts';
import type { PassProgress, Store } from '../store/store.ts';
import { isSought, type KnownSecret } from './knownSecrets.ts';
import type { Recordings } from './recordings.ts';
import type { Workspace } from './workspace.ts';

/** One minute: no other program keeps a copy for itself here. */
const leftoverAgeMs = 60_000;

/** A window is told ten times a second how far it is. */
const tellEveryMs = 100;

interface BlankedCopiesParts {
  readonly workspace: Pick<Workspace, 'sessionsFolder' | 'knownSecrets'>;
  readonly recordings: Pick<Recordings, 'finishedPathOf'>;
  readonly store: Store;
  readonly makeId: () => string;
}

/** Looks for the secrets of the workspace in recordings, and makes copies without them, which last as long as somebody takes them. */
export class BlankedCopies {
  private readonly parts: BlankedCopiesParts;
  private readonly folder: string;
  private readonly copies = new Map<number, string>();
  private lastNumber = 0;

  constructor(parts: BlankedCopiesParts) {
    this.parts = parts;
    this.folder = join(parts.workspace.sessionsFolder, '.outgoing');
  }

  /** Deletes copies that a program left which was killed. */
  async clean(): Promise<void> {
    await removeLeftovers(this.folder, '', leftoverAgeMs);
  }

  /** Throws NOT_FOUND. */
  pathOf(copy: number): string {
    const path = this.copies.get(copy);
    if (path !== undefined) return path;
    throw new WirebenchError('NOT_FOUND', 'This copy is no longer there. Save it again.');
  }

  /** Yields how far it is, and at last what it found. Rejects with WRONG_STATE while the session of the recording is live. */
  async *findSecrets(
    id: RecordingId,
    signal: AbortSignal,
  ): AsyncGenerator<{ share: number; found: SecretSearch | null }, void> {
    const path = this.parts.recordings.finishedPathOf(id);
    const { sought, unsought } = await this.secretsOf(path);
    const found = (progress: PassProgress | null): SecretSearch => ({
      secrets: sought.flatMap(({ name, where }, index) => {
        const [records = 0, elsewhere = false] = [progress?.records[index], progress?.elsewhere[index]];
        return records > 0 || elsewhere ? [{ name, where, records, elsewhere }] : [];
      }),
      unsought: unsought.map(({ name, where }) => ({ name, where })),
    });
    if (sought.length === 0) yield { share: 1, found: found(null) };
    else
      for await (const progress of this.pass(path, sought, null, signal))
        yield { share: progress.share, found: progress.isDone ? found(progress) : null };
  }

  /** Yields how far it is, and at last the copy's number; deletes the copy when nobody waits any more. Rejects as `findSecrets`. */
  async *make(
    id: RecordingId,
    signal: AbortSignal,
  ): AsyncGenerator<{ share: number; copy: number | null }, void> {
    const path = this.parts.recordings.finishedPathOf(id);
    const { sought } = await this.secretsOf(path);
    await makeFolder(this.folder);
    const target = join(this.folder, `${this.parts.makeId()}${recordingEnding}`);
    this.lastNumber += 1;
    const copy = this.lastNumber;
    try {
      for await (const { share, isDone } of this.pass(path, sought, target, signal))
        if (!isDone) yield { share, copy: null };
      if (signal.aborted) return;
      // Checks that others can open it before anybody is given it.
      await (await this.parts.store.open(target)).close();
      this.copies.set(copy, target);
      yield { share: 1, copy };
      await untilAborted(signal);
    } finally {
      this.copies.delete(copy);
      await rm(target, { force: true });
    }
  }

  private async *pass(
    path: string,
    sought: readonly KnownSecret[],
    target: string | null,
    signal: AbortSignal,
  ): AsyncGenerator<PassProgress, void> {
    const forms = sought.map(({ bytes }) => secretForms(bytes));
    let toldAtMs = performance.now();
    for await (const progress of this.parts.store.passOver(path, forms, target)) {
      if (signal.aborted) return;
      if (!progress.isDone && performance.now() - toldAtMs < tellEveryMs) continue;
      yield progress;
      toldAtMs = performance.now();
    }
  }

  private async endpointOf(path: string): Promise<Endpoint> {
    const reader = await this.parts.store.open(path);
    try {
      return (await reader.info()).endpoint;
    } finally {
      await reader.close();
    }
  }

  private async secretsOf(
    path: string,
  ): Promise<{ readonly sought: readonly KnownSecret[]; readonly unsought: readonly KnownSecret[] }> {
    const known = await this.parts.workspace.knownSecrets.all(await this.endpointOf(path));
    return { sought: known.filter(isSought), unsought: known.filter((secret) => !isSought(secret)) };
  }
}

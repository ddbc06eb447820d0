import { createHash } from 'node:crypto';
import { realpath, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf, messageOf, WirebenchError } from '../../../shared/base/errors.ts';
import {
  recentWorkspaceIdSchema,
  type RecentWorkspace,
  type RecentWorkspaceId,
} from '../../../shared/model/recentWorkspace.ts';
import {
  fileRefusal,
  makeFolder,
  namesIn,
  readSmallFile,
  sweepFolder,
  temporaryEnding,
  writeFileAtomically,
} from '../files/files.ts';
import { parseWorkspaceFile } from './workspaceFile.ts';

/** 20 are shown: more than a menu has room for are found again by their folder. */
const mostRecent = 20;
/** 16 KiB: a path has at most 4,096 characters. */
const largestFileBytes = 16 * 1024;

const keptSchema = z.strictObject({ version: z.literal(1), path: z.string(), openedAt: z.int() });
type Kept = z.infer<typeof keptSchema>;

interface RecentWorkspacesParts {
  /** The folder of this workspace. */
  readonly workspace: string;
  /** The folder of this person's own files; null where there is none. */
  readonly configFolder: string | null;
  readonly makeId: () => string;
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number;
}

/**
 * The workspaces that this person opened on this machine: outside of every workspace, in a file for each, since several programs may open
 * theirs at once.
 */
export class RecentWorkspaces {
  private readonly parts: RecentWorkspacesParts;
  private noted: Promise<string | null> = Promise.resolve(null);

  constructor(parts: RecentWorkspacesParts) {
    this.parts = parts;
  }

  /** Keeps that this workspace was opened now. Where that fails, a window is told with the list. */
  note(): void {
    this.noted = this.write().then(() => null, messageOf);
  }

  /** A sentence: why it could not be kept that this workspace was opened; null when it was, or need not be. */
  problem(): Promise<string | null> {
    return this.noted;
  }

  /** The others, the one that was opened last first. Rejects with a sentence. */
  async list(): Promise<readonly RecentWorkspace[]> {
    const own = await this.ownId();
    const others = (await this.read()).filter(({ id }) => id !== own).slice(0, mostRecent);
    return Promise.all(others.map(async ({ id, path }) => ({ id, path, isGone: await isGone(path) })));
  }

  /** The folders that are there, the one that was opened last first, this one among them. Rejects with a sentence. */
  async folders(): Promise<readonly string[]> {
    await this.noted;
    const kept = await this.read();
    const found = await Promise.all(kept.map(async ({ path }) => ((await isGone(path)) ? [] : [path])));
    return found.flat();
  }

  /**
   * The folder of one of them. Rejects with NOT_FOUND where there is none any more: opening it would make an empty one. What is there and
   * cannot be read is for the program that opens it to tell.
   */
  async folderOf(id: RecentWorkspaceId): Promise<string> {
    const found = (await this.read()).find((each) => each.id === id);
    if (!found) throw new WirebenchError('NOT_FOUND', 'This workspace is no longer in the list.');
    if (!(await isGone(found.path))) return found.path;
    throw new WirebenchError(
      'NOT_FOUND',
      `There is no folder ${found.path} any more, or its disk is not connected, so it was not opened.`,
    );
  }

  /** Takes one from the list; its folder stays. Rejects with a sentence. */
  async forget(id: RecentWorkspaceId): Promise<void> {
    const file = this.fileOf(id);
    await rm(file, { force: true }).catch((error: unknown) => {
      throw fileRefusal(`${file} could not be deleted`, error);
    });
  }

  /** Takes all but this one from the list, shown or not. Rejects with a sentence. */
  async forgetAll(): Promise<void> {
    const own = await this.ownId();
    for (const { id } of await this.read()) if (id !== own) await this.forget(id);
  }

  private async ownId(): Promise<RecentWorkspaceId> {
    return idOf(await realpath(this.parts.workspace).catch(() => this.parts.workspace));
  }

  /** Forgets those that were opened longest ago, and what killed programs had not finished writing, too. */
  private async write(): Promise<void> {
    const { folder } = this;
    try {
      const { workspace, configFolder, makeId, nowMs } = this.parts;
      if (configFolder !== null) await makeFolder(configFolder, 0o700);
      await makeFolder(folder, 0o700);
      await sweepFolder(folder);
      const path = await realpath(workspace);
      const content: Kept = { version: 1, path, openedAt: nowMs() };
      await writeFileAtomically(
        this.fileOf(idOf(path)),
        `${JSON.stringify(content, null, 2)}\n`,
        `.${makeId()}${temporaryEnding}`,
        0o600,
      );
      const all = await this.read();
      for (const { id } of all.slice(mostRecent + 1)) await rm(this.fileOf(id), { force: true });
    } catch (error) {
      throw fileRefusal(`That this workspace was opened could not be kept in ${folder}`, error);
    }
  }

  private get folder(): string {
    const { configFolder } = this.parts;
    if (configFolder !== null) return join(configFolder, 'recent-workspaces');
    throw new WirebenchError(
      'WRONG_STATE',
      'Recent workspaces cannot be kept, because the system knows no home folder of yours. Set WIREBENCH_CONFIG to a folder, and start again.',
    );
  }

  private fileOf(id: RecentWorkspaceId): string {
    return join(this.folder, `${id}.json`);
  }

  /** A file that cannot be read is none of ours. */
  private async read(): Promise<readonly (Kept & { readonly id: RecentWorkspaceId })[]> {
    const { folder } = this;
    const names = await namesIn(folder).catch((error: unknown) => {
      throw fileRefusal(`${folder} cannot be read`, error);
    });
    const read = await Promise.all(names.map((name) => readKept(join(folder, name), name)));
    return read.flat().toSorted((left, right) => right.openedAt - left.openedAt);
  }
}

async function readKept(path: string, name: string): Promise<(Kept & { readonly id: RecentWorkspaceId })[]> {
  const id = recentWorkspaceIdSchema.safeParse(name.replace(/\.json$/, ''));
  if (!id.success) return [];
  const bytes = await readSmallFile(path, largestFileBytes).catch(() => null);
  const parsed = bytes && parseWorkspaceFile(bytes, keptSchema, { subject: 'This file is' });
  return parsed?.ok && idOf(parsed.value.path) === id.data ? [{ ...parsed.value, id: id.data }] : [];
}

function idOf(path: string): RecentWorkspaceId {
  return recentWorkspaceIdSchema.parse(createHash('sha256').update(path).digest('hex'));
}

/** False where the system does not say, as for a folder that this person may not look into. */
async function isGone(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => !stats.isDirectory(),
    (error: unknown) => ['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? ''),
  );
}

import { realpath, rename } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import { codeOf, WirebenchError } from '../../../shared/base/errors.ts';
import type { Clock } from '../base/deps.ts';
import { importedFileName } from '../files/fileName.ts';
import { fileRefusal, openRegularFile, syncFolder } from '../files/files.ts';
import { IncomingFiles } from '../files/incomingFiles.ts';
import { SentFile } from '../files/sentFile.ts';
import { findWithin, isWhole, type WithinProblem } from '../files/withinFolder.ts';
import { AllowedNames } from './allowedNames.ts';

/** The folder of the workspace that files are copied into. */
const importsFolder = 'files';

/** 100 files outside the workspace; one that was chosen before them is chosen again. */
const mostChosen = 100;

interface WorkspaceFilesParts {
  /** The folder of the workspace. */
  readonly folder: string;
  /** The folder of this person's own files; null where there is none. */
  readonly configFolder: string | null;
  readonly makeId: () => string;
  readonly clock: Clock;
}

/**
 * The files whose bytes may be sent: those of the workspace, by their paths below it, and those outside that the person chose on this machine.
 * A message that came with the workspace can name any path, but it cannot bring along the choice.
 */
export class WorkspaceFiles {
  /** Files that a browser brings, on their way into the workspace. */
  readonly incoming: IncomingFiles;
  private readonly parts: WorkspaceFilesParts;
  private readonly chosen: AllowedNames;

  constructor(parts: WorkspaceFilesParts) {
    const { folder: workspace, configFolder, makeId, clock } = parts;
    this.parts = parts;
    this.chosen = new AllowedNames({
      ...{ workspace, configFolder, makeId },
      ...{ list: 'chosen-files', most: mostChosen },
    });
    const folder = join(workspace, importsFolder, '.incoming');
    this.incoming = new IncomingFiles({ folder, ending: '', clock, makeId });
  }

  /** Deletes what earlier runs did not finish copying. */
  clean(): Promise<void> {
    return this.incoming.clean().catch(() => undefined);
  }

  /** Opens a file to be sent; the caller closes it. Rejects with a sentence when it is not there, or may not be sent. */
  async open(path: string): Promise<SentFile> {
    if (path === '')
      throw new WirebenchError('BAD_REQUEST', 'There is no file to send. Choose one, or write its path.');
    const whole = isWhole(path) ? await this.outside(path) : await this.within(path);
    try {
      const file = await SentFile.of(await openRegularFile(whole), path);
      // A link that was put on the way to it meanwhile was followed.
      if ((await realpath(whole)) === (await this.expected(path, whole))) return file;
      await file.close();
    } catch (error) {
      throw this.refusal(path, error);
    }
    throw new WirebenchError('DENIED', sentences.notPlain(path));
  }

  /** Lets a file be sent that a person chose on this machine. Returns its path as a message keeps it. Rejects with a sentence. */
  async choose(path: string): Promise<string> {
    const { folder } = this.parts;
    try {
      const real = await realpath(path);
      const way = relative(await realpath(folder), real);
      const found = isWhole(way) ? null : await findWithin(folder, way);
      if (found?.ok) return way.split(sep).join(posix.sep);
      await this.chosen.allow(real);
      return real;
    } catch (error) {
      throw this.refusal(path, error);
    }
  }

  /** Puts a file that has arrived into the workspace. Returns its path there. */
  finishImport(number: number): Promise<string> {
    const { folder, makeId } = this.parts;
    return this.incoming.finish(number, async (path, label) => {
      const name = importedFileName(label, makeId());
      await rename(path, join(folder, importsFolder, name));
      await syncFolder(join(folder, importsFolder));
      return posix.join(importsFolder, name);
    });
  }

  async close(): Promise<void> {
    await this.incoming.close();
    await this.chosen.settled();
  }

  private async within(path: string): Promise<string> {
    try {
      const found = await findWithin(this.parts.folder, path);
      if (found.ok) return found.value;
      throw new WirebenchError('DENIED', sentences[found.problem](path));
    } catch (error) {
      throw this.refusal(path, error);
    }
  }

  private async outside(path: string): Promise<string> {
    if (await this.chosen.has(path)) return path;
    throw new WirebenchError('DENIED', sentences.outside(path));
  }

  /** The path that leads to the file without links. */
  private async expected(path: string, whole: string): Promise<string> {
    const { folder } = this.parts;
    return isWhole(path) ? whole : join(await realpath(folder), relative(folder, whole));
  }

  private refusal(path: string, error: unknown): WirebenchError {
    if (codeOf(error) !== 'ENOENT') return fileRefusal(`“${path}” could not be read`, error);
    const where = isWhole(path) ? '' : ` in the workspace ${this.parts.folder}`;
    const message = `There is no file “${path}”${where}. Correct the path, or choose another file.`;
    return new WirebenchError('NOT_FOUND', message, { cause: error });
  }
}

const sentences: Readonly<Record<WithinProblem, (path: string) => string>> = {
  outside: (path) =>
    `“${path}” is not in the workspace, and was not chosen on this machine, so it is not read. Choose it, or copy it into the workspace.`,
  kept: (path) =>
    `“${path}” is not read: secrets, recordings and hidden files stay on this machine. Copy what you want to send.`,
  notPlain: (path) =>
    `“${path}” is not a regular file, or a link leads to it, so it is not read. Copy its content into a file.`,
};

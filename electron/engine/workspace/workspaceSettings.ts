import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { Cell } from '../../../shared/base/signal.ts';
import { defaultBudgetBytes, smallestBudgetBytes } from '../../../shared/model/storage.ts';
import {
  fileRefusal,
  readSmallFile,
  stampOf,
  temporaryEnding,
  writeFileAtomically,
  type FileStamp,
} from '../files/files.ts';
import { Serial } from '../base/serial.ts';
import { parseWorkspaceFile } from './workspaceFile.ts';

/** In the workspace folder, beside `connections` and `sessions`. */
export const settingsFileName = 'workspace.json';
/** 64 KiB: a hundred times the size of the settings, and read in no time. */
const largestFileBytes = 64 * 1024;
/** 1 s: far longer than a program takes between deleting a file and rewriting it. */
const replacedWithinMs = 1000;

const settingsSchema = z.strictObject({
  version: z.literal(1),
  recordingsBudgetBytes: z
    .int('It must be a whole number of bytes.')
    .min(smallestBudgetBytes, `It must be at least ${smallestBudgetBytes} bytes (16 MiB).`)
    .default(defaultBudgetBytes),
});

type Settings = z.output<typeof settingsSchema>;

/** The settings in force. */
interface WorkspaceSettingsState {
  readonly recordingsBudgetBytes: number;
  /** A sentence: why the settings in force are not those of the file. */
  readonly problem: string | null;
}

const defaults: Settings = { version: 1, recordingsBudgetBytes: defaultBudgetBytes };

/**
 * The settings of the workspace, one small JSON file that diffs well. Without a file, the defaults apply. A file with a mistake is
 * reported, and never written from here: its content is a person's. The defaults are shown then, but nothing is deleted because of them: a
 * person who mistypes a comma has not asked for a smaller budget.
 */
export class WorkspaceSettings {
  readonly state = new Cell<WorkspaceSettingsState>({ ...defaults, problem: null });
  private readonly path: string;
  private readonly makeId: () => string;
  private readonly serial = new Serial();
  private version: string | null = null;
  private isThere = false;

  constructor(folder: string, makeId: () => string) {
    this.path = join(folder, settingsFileName);
    this.makeId = makeId;
  }

  /** Reads the file again when it has changed. Never rejects: the state says what is wrong with it. */
  reread(): Promise<void> {
    return this.serial.run(() => this.read());
  }

  /** Rejects with WRONG_STATE while the file has a mistake, and with a sentence when it cannot be written. */
  setRecordingsBudget(recordingsBudgetBytes: number): Promise<void> {
    return this.serial.run(async () => {
      await this.read();
      const { problem } = this.state.value;
      if (problem !== null) throw new WirebenchError('WRONG_STATE', `Nothing was changed. ${problem}`);
      const settings = settingsSchema.parse({ ...defaults, recordingsBudgetBytes });
      const text = `${JSON.stringify(settings, null, 2)}\n`;
      await writeFileAtomically(this.path, text, `.${this.makeId()}${temporaryEnding}`);
      await this.read();
    });
  }

  /** Resolves when no write is in progress any more. */
  settled(): Promise<void> {
    return this.serial.settled();
  }

  private async read(): Promise<void> {
    try {
      const stamp = await this.look();
      const version = stamp?.version ?? 'none';
      if (version === this.version) return;
      this.version = version;
      this.isThere = stamp !== null;
      if (!stamp) this.publish(defaults, null);
      else if (stamp.isRegular) this.take(await readSmallFile(this.path, largestFileBytes));
      else this.publish(defaults, 'It is not a regular file. Replace it with a file, or remove it.');
    } catch (error) {
      this.version = null;
      this.publish(defaults, fileRefusal('It could not be read', error).message);
    }
  }

  /** Editors and checkouts delete a file before they write the next version: a file that existed is given a second to come back. */
  private async look(): Promise<FileStamp | null> {
    const stamp = await stampOf(this.path);
    if (stamp || !this.isThere) return stamp;
    await delay(replacedWithinMs);
    return stampOf(this.path);
  }

  private take(bytes: Uint8Array | null): void {
    if (!bytes) {
      this.publish(defaults, 'It is larger than 64 KiB. Correct it, or delete it.');
      return;
    }
    const parsed = parseWorkspaceFile(bytes, settingsSchema, { subject: 'Settings are' });
    if (parsed.ok) this.publish(parsed.value, null);
    else
      this.publish(
        defaults,
        `Line ${parsed.problem.line}, column ${parsed.problem.column}: ${parsed.problem.message}`,
      );
  }

  private publish({ recordingsBudgetBytes }: Settings, problem: string | null): void {
    const isAsBefore = this.state.value.recordingsBudgetBytes === recordingsBudgetBytes;
    if (isAsBefore && problem === null && this.state.value.problem === null) return;
    const sentence = `${settingsFileName} cannot be used, and nothing is deleted to make room until it can. ${problem}`;
    this.state.set({ recordingsBudgetBytes, problem: problem === null ? null : sentence });
  }
}

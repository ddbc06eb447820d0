import { WirebenchError } from '../../../shared/base/errors.ts';
import { visibleLine } from '../../../shared/bytes/visibleText.ts';
import { mostImportFiles, sizeProblem } from '../../../shared/import/importFiles.ts';
import type { FolderPath } from '../../../shared/model/connectionFolder.ts';
import type { ImportReport } from '../../../shared/model/importReport.ts';
import { largestPieceBytes } from '../../../shared/model/recording.ts';
import type { Clock } from '../base/deps.ts';
import { Serial } from '../base/serial.ts';
import { importCollection, type ImportTarget } from './importCollection.ts';

/** 4 at once: each may hold 16 MiB. */
const mostUploads = 4;
/** One minute without a piece: the sender has gone. */
const idleUploadMs = 60_000;

interface Upload {
  /** The person's name for the files: for messages, never a path. */
  readonly name: string;
  /** The pieces of each file, by its path. */
  readonly files: Map<string, { readonly pieces: Uint8Array[]; size: number }>;
  bytes: number;
  touchedUs: number;
}

/** Collections on their way into the workspace. They arrive in pieces, are small, and wait in memory. */
export class CollectionUploads {
  private readonly target: ImportTarget;
  private readonly clock: Clock;
  private readonly uploads = new Map<number, Upload>();
  /** What is all here is read and written one after the other: the names of variables depend on those that the base has by then. */
  private readonly serial = new Serial();
  private runningCount = 0;
  private lastNumber = 0;

  constructor(target: ImportTarget, clock: Clock) {
    this.target = target;
    this.clock = clock;
  }

  /** Throws LIMIT while four others are open. */
  begin(name: string): number {
    const touchedUs = this.clock.nowUs();
    for (const [number, upload] of this.uploads) {
      if (touchedUs - upload.touchedUs >= idleUploadMs * 1000) this.uploads.delete(number);
    }
    if (this.uploads.size + this.runningCount >= mostUploads)
      throw new WirebenchError(
        'LIMIT',
        'Four collections are being imported already. Wait until one of them is done.',
      );
    this.lastNumber += 1;
    this.uploads.set(this.lastNumber, { name, files: new Map(), bytes: 0, touchedUs });
    return this.lastNumber;
  }

  /** Throws BAD_REQUEST for a piece that does not follow the previous one, and LIMIT for too much; the upload is thrown away then. */
  piece(number: number, path: string, offset: number, bytes: Uint8Array): void {
    const upload = this.get(number);
    upload.touchedUs = this.clock.nowUs();
    const file = upload.files.get(path) ?? { pieces: [], size: 0 };
    if (offset !== file.size || bytes.length > largestPieceBytes)
      throw this.dropped(number, 'BAD_REQUEST', 'Its pieces arrived out of order. Import it again.');
    upload.bytes += bytes.length;
    const tooLarge = sizeProblem(upload.bytes);
    if (tooLarge !== null) throw this.dropped(number, 'LIMIT', tooLarge);
    file.pieces.push(Uint8Array.from(bytes));
    file.size += bytes.length;
    upload.files.set(path, file);
    if (upload.files.size > mostImportFiles)
      throw this.dropped(number, 'LIMIT', `It has more than ${mostImportFiles.toLocaleString('en')} files.`);
  }

  /** Rejects with a sentence, and has written nothing then. */
  async finish(number: number, into: FolderPath): Promise<ImportReport> {
    const { name, files } = this.get(number);
    this.uploads.delete(number);
    const raw = [...files].map(([path, { pieces }]) => ({ path, bytes: Buffer.concat(pieces) }));
    this.runningCount += 1;
    try {
      return await this.serial.run(() => importCollection(this.target, name, raw, into));
    } finally {
      this.runningCount -= 1;
    }
  }

  /** Resolves when what is being written is there as a whole, or not at all. */
  settled(): Promise<void> {
    return this.serial.settled();
  }

  private get(number: number): Upload {
    const upload = this.uploads.get(number);
    if (upload) return upload;
    throw new WirebenchError('NOT_FOUND', 'This import is no longer open. Import the files again.');
  }

  private dropped(number: number, code: 'BAD_REQUEST' | 'LIMIT', problem: string): WirebenchError {
    const { name } = this.get(number);
    this.uploads.delete(number);
    return refusal(code, name, problem);
  }
}

function refusal(code: 'BAD_REQUEST' | 'LIMIT', name: string, problem: string): WirebenchError {
  return new WirebenchError(code, `“${visibleLine(name)}” was not imported. ${problem}`);
}

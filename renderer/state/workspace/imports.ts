import { quoted } from '../../../shared/bytes/visibleText.ts';
import { isAborted, messageOf, WirebenchError } from '../../../shared/base/errors.ts';
import { sizeProblem } from '../../../shared/import/importFiles.ts';
import type { FolderPath } from '../../../shared/model/connectionFolder.ts';
import type { ImportReport } from '../../../shared/model/importReport.ts';
import { largestPieceBytes } from '../../../shared/model/recording.ts';
import type { WirebenchClient } from '../base/client.ts';
import type { ChosenCollection, FileProgress } from './files.ts';

/** What became of files that a person chose: a report, or why they were not imported. */
export type ImportOutcome = { readonly name: string } & (
  | { readonly report: ImportReport }
  | { readonly problem: string }
);

/** Imports collections one after the other. One that cannot be imported is an outcome, too; rejects only when the engine is gone. */
export async function importCollections(
  client: WirebenchClient,
  chosen: readonly ChosenCollection[],
  into: FolderPath,
  progress: FileProgress,
): Promise<readonly ImportOutcome[]> {
  const outcomes: ImportOutcome[] = [];
  for (const [index, collection] of chosen.entries()) {
    const { name } = collection;
    try {
      const report = await importOne(client, collection, into, (share) =>
        progress((index + share) / chosen.length),
      );
      outcomes.push({ name, report });
    } catch (error) {
      if (isAborted(error) || isDisconnected(error)) throw error;
      outcomes.push({ name, problem: messageOf(error) });
    }
  }
  return outcomes;
}

async function importOne(
  client: WirebenchClient,
  { name, files }: ChosenCollection,
  into: FolderPath,
  progress: FileProgress,
): Promise<ImportReport> {
  const size = files.reduce((sum, { content }) => sum + content.size, 0);
  const tooLarge = sizeProblem(size);
  if (tooLarge !== null) throw new WirebenchError('LIMIT', `${quoted(name)} was not imported. ${tooLarge}`);
  const { import: id } = await client.call('imports.begin', { name: name.slice(-200) });
  let sent = 0;
  for (const { path, content } of files) {
    for (let offset = 0; offset === 0 || offset < content.size; offset += largestPieceBytes) {
      const body = await bytesOf(content.slice(offset, offset + largestPieceBytes), path);
      await client.call('imports.piece', { import: id, path, offset }, { body });
      sent += body.length;
      progress(size === 0 ? 1 : Math.min(1, sent / size));
    }
  }
  return client.call('imports.finish', { import: id, into });
}

async function bytesOf(content: Blob, path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await content.arrayBuffer());
  } catch (error) {
    throw new WirebenchError(
      'BAD_REQUEST',
      `${quoted(path)} could not be read. Check that it still exists and may be read.`,
      {
        cause: error,
      },
    );
  }
}

function isDisconnected(error: unknown): boolean {
  return error instanceof WirebenchError && error.code === 'DISCONNECTED';
}

import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { fileRefusal, namesIn, stampOf } from '../files/files.ts';
import { keyLogPathOf } from '../store/recordingIds.ts';

/** A hidden name with this ending is a recording that was deleted a moment ago, or what belongs to one. */
const asideEnding = '.deleted';

/** A recording that is aside. Both reject with a sentence. */
interface AsideRecording {
  restore(): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Takes a recording away under hidden names in its folder, however large it is; the keys of its traffic first, so that they never outlive it
 * there. Whatever ends this program, the next start deletes them. Rejects with a sentence.
 */
export async function setRecordingAside(path: string, freshId: string): Promise<AsideRecording> {
  const aside = (ending: string): string => join(dirname(path), `.${freshId}${ending}${asideEnding}`);
  const moves = [
    { from: keyLogPathOf(path), to: aside('.keys') },
    { from: path, to: aside('.wbs') },
    { from: `${path}-journal`, to: aside('.wbs-journal') },
  ];
  await moveTogether(moves, path, notDeleted);
  return {
    async restore() {
      if (await stampOf(path))
        throw new WirebenchError('WRONG_STATE', `There is another file at ${path} by now. Move it away.`);
      // The journal first: without it, whoever opens the recording would not see what it undoes.
      const back = moves.map(({ from, to }) => ({ from: to, to: from })).toReversed();
      await moveTogether(back, aside('.wbs'), 'The recording could not be brought back');
    },
    remove: () => removeFiles(moves.map(({ to }) => to)),
  };
}

/** Deletes a recording at once; the keys of its traffic first. Rejects with a sentence. */
export async function deleteRecording(path: string): Promise<void> {
  try {
    await rm(keyLogPathOf(path), { force: true });
    await rm(path);
    await rm(`${path}-journal`, { force: true });
  } catch (error) {
    throw fileRefusal(notDeleted, error);
  }
}

/** Deletes what an earlier run had aside. Rejects with a sentence. */
export async function removeAside(folder: string): Promise<void> {
  const names = await namesIn(folder);
  const aside = names.filter((name) => name.startsWith('.') && name.endsWith(asideEnding));
  await removeFiles(aside.map((name) => join(folder, name)));
}

const notDeleted = 'The recording could not be deleted';

async function removeFiles(paths: readonly string[]): Promise<void> {
  try {
    for (const path of paths) await rm(path, { force: true });
  } catch (error) {
    throw fileRefusal('A deleted recording is still on the disk', error);
  }
}

interface Move {
  readonly from: string;
  readonly to: string;
}

/** Renames files, of which all but one may be absent: all of them, or none. */
async function moveTogether(moves: readonly Move[], required: string, failure: string): Promise<void> {
  const done: Move[] = [];
  try {
    for (const move of moves) {
      if (await moveIfThere(move, move.from === required)) done.push(move);
    }
  } catch (error) {
    for (const { from, to } of done.toReversed()) await rename(to, from).catch(() => undefined);
    throw fileRefusal(failure, error);
  }
}

/** What is no file is none of ours, and stays. */
async function moveIfThere({ from, to }: Move, mustBeThere: boolean): Promise<boolean> {
  const stamp = await stampOf(from);
  if (!stamp && !mustBeThere) return false;
  if (stamp && !stamp.isRegular) throw Object.assign(new Error(`${from} is not a file.`), { code: 'EISDIR' });
  await rename(from, to);
  return true;
}

import type { FolderPath } from '../../../shared/model/connectionFolder.ts';
import type { ChosenCollection, RecordingFiles } from '../workspace/files.ts';
import { importCollections } from '../workspace/imports.ts';
import { folderKey } from '../workspace/treeRows.ts';
import { isRecordingFile, type DropActions } from './dropActions.ts';
import { showWhenFree } from './openDialogs.ts';
import { showRow } from './sidebar.ts';
import { withTransfer } from './withTransfer.ts';
import type { WorkbenchState } from './workbench.ts';

/** The person's imports of collections of other programs; a dialog shows what became of each. */
export interface ImportActions {
  importCollection: (what: 'files' | 'folder', into?: FolderPath) => void;
  importDropped: (transfer: DataTransfer, into: FolderPath) => void;
}

export function createImportActions(
  state: WorkbenchState,
  { openRecordings }: Pick<DropActions, 'openRecordings'>,
): ImportActions {
  const { client, files, openFolders, sidebar, dialogs } = state;
  const run = (choose: Promise<readonly ChosenCollection[]>, into: FolderPath): void =>
    withTransfer(state, 'Importing', async (progress) => {
      const chosen = await choose;
      if (chosen.length === 0) return;
      const outcomes = await importCollections(client, chosen, into, progress);
      const folders = outcomes.flatMap((outcome) =>
        'report' in outcome ? (outcome.report.folder ?? []) : [],
      );
      for (const folder of folders) openFolders.reveal(folder);
      const [first] = folders;
      if (first !== undefined) showRow(sidebar, folderKey(first));
      showWhenFree(dialogs, { kind: 'imported', outcomes });
    });
  return {
    importCollection: (what, into = '') => run(files.collections.choose(what), into),
    importDropped(transfer, into) {
      const recordings = [...transfer.files].filter(isRecordingFile);
      openRecordings(recordings);
      if (recordings.length < transfer.items.length) run(collectionsIn(files, transfer), into);
    },
  };
}

/** What was dropped, apart from recordings. */
async function collectionsIn(
  { collections }: RecordingFiles,
  transfer: DataTransfer,
): Promise<readonly ChosenCollection[]> {
  const dropped = await collections.dropped(transfer);
  return dropped.filter(({ name }) => !isRecordingFile({ name }));
}

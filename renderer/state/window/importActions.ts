import type { FolderPath } from '../../../shared/model/connectionFolder.ts';
import type { ChosenCollection } from '../workspace/files.ts';
import { importCollections } from '../workspace/imports.ts';
import { folderKey } from '../workspace/treeRows.ts';
import { showWhenFree } from './openDialogs.ts';
import { showRow } from './sidebar.ts';
import { withTransfer } from './withTransfer.ts';
import type { WorkbenchState } from './workbench.ts';

/** The person's imports of collections of other programs; a dialog shows what became of each. */
export interface ImportActions {
  importCollection: (what: 'files' | 'folder', into?: FolderPath) => void;
  importDropped: (transfer: DataTransfer, into: FolderPath) => void;
}

export function createImportActions(state: WorkbenchState): ImportActions {
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
    importDropped: (transfer, into) => run(files.collections.dropped(transfer), into),
  };
}

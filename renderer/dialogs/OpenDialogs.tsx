// What a dialog shows or takes may be text in any encoding.
import '../../shared/bytes/allEncodings.ts';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { shellsOf } from '../../shared/command/shellText.ts';
import { CopyCommand } from '../features/copyCommand/CopyCommand.tsx';
import { EnvironmentsDialog } from '../features/environments/EnvironmentsDialog.tsx';
import { KeysDialog } from '../features/keysHelp/KeysDialog.tsx';
import { FolderVariables } from './FolderVariables.tsx';
import { ConflictDialog } from './ConflictDialog.tsx';
import { DroppedFileDialog } from './DroppedFileDialog.tsx';
import { ImportedDialog } from './ImportedDialog.tsx';
import { KeepDialog } from './KeepDialog.tsx';
import { JoinGroupDialog } from './JoinGroupDialog.tsx';
import { SecretsFoundDialog } from './SecretsFoundDialog.tsx';
import { SettingsDialog } from './SettingsDialog.tsx';
import { showDocs } from '../state/window/showDocs.ts';
import type { WindowDialog } from '../state/window/openDialogs.ts';
import type { WindowParts } from '../state/window/workbenchParts.ts';

interface OpenDialogsProps {
  readonly dialog: WindowDialog;
  readonly parts: WindowParts;
  readonly onClose: () => void;
}

/** The dialog that a menu, a key or the palette has opened. */
export function OpenDialogs({ dialog, parts, onClose }: OpenDialogsProps): ReactNode {
  const { state } = parts;
  const { scope, environments, active } = useStore(state.environments.store);
  const app = useStore(state.app);
  switch (dialog.kind) {
    case 'copyCommand':
      return (
        <CopyCommand
          endpoint={dialog.endpoint}
          scope={dialog.scope ?? scope}
          workspace={app?.workspace ?? ''}
          environment={environments.find(({ id }) => id === active)?.name ?? null}
          shells={shellsOf(navigator.platform)}
          onClose={onClose}
        />
      );
    case 'environments':
      return <EnvironmentsDialog environments={state.environments} undo={state.undo} onClose={onClose} />;
    case 'settings':
      return <SettingsDialog parts={parts} onClose={onClose} />;
    case 'keys':
      return (
        <KeysDialog
          groups={dialog.groups}
          onDocs={() => {
            onClose();
            showDocs(state, document);
          }}
          onClose={onClose}
        />
      );
    case 'folderVariables':
      return <FolderVariables key={dialog.folder} folder={dialog.folder} state={state} onClose={onClose} />;
    case 'imported':
      return <ImportedDialog outcomes={dialog.outcomes} onClose={onClose} />;
    case 'droppedFile':
      return <DroppedFileDialog {...dialog} parts={parts} onClose={onClose} />;
    case 'conflict':
      return <ConflictDialog id={dialog.connection} state={state} onClose={onClose} />;
    case 'keep':
      return <KeepDialog session={dialog.session} state={state} onClose={onClose} />;
    case 'joinGroup':
      return <JoinGroupDialog session={dialog.session} state={state} onClose={onClose} />;
    case 'secretsFound':
      return <SecretsFoundDialog {...dialog} state={state} onClose={onClose} />;
  }
}

import { useCallback, useState, type ReactNode } from 'react';
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
import { MarkDialog } from './MarkDialog.tsx';
import { SecretsFoundDialog } from './SecretsFoundDialog.tsx';
import { SettingsDialog } from './SettingsDialog.tsx';
import { showDocs } from '../state/window/showDocs.ts';
import { recordsInFront } from '../state/window/recordsOfTab.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

/** The dialog that a menu, a key or the palette has opened. */
export function OpenDialogs({ parts }: { parts: WorkbenchParts }): ReactNode {
  const { state } = parts;
  const dialog = useStore(state.dialogs);
  const { scope, environments, active } = useStore(state.environments.store);
  const app = useStore(state.app);
  const close = useCallback(() => state.dialogs.setState(null, true), [state]);
  switch (dialog?.kind) {
    case 'copyCommand':
      return (
        <CopyCommand
          endpoint={dialog.endpoint}
          scope={dialog.scope ?? scope}
          workspace={app?.workspace ?? ''}
          environment={environments.find(({ id }) => id === active)?.name ?? null}
          shells={shellsOf(navigator.platform)}
          onClose={close}
        />
      );
    case 'environments':
      return <EnvironmentsDialog environments={state.environments} undo={state.undo} onClose={close} />;
    case 'settings':
      return <SettingsDialog parts={parts} onClose={close} />;
    case 'keys':
      return (
        <KeysDialog
          groups={dialog.groups}
          onDocs={() => {
            close();
            showDocs(state, document);
          }}
          onClose={close}
        />
      );
    case 'folderVariables':
      return <FolderVariables key={dialog.folder} folder={dialog.folder} state={state} onClose={close} />;
    case 'imported':
      return <ImportedDialog outcomes={dialog.outcomes} onClose={close} />;
    case 'droppedFile':
      return <DroppedFileDialog {...dialog} parts={parts} onClose={close} />;
    case 'conflict':
      return <ConflictDialog id={dialog.connection} state={state} onClose={close} />;
    case 'mark':
      return <MarkInFront parts={parts} onClose={close} />;
    case 'keep':
      return <KeepDialog session={dialog.session} state={state} onClose={close} />;
    case 'joinGroup':
      return <JoinGroupDialog session={dialog.session} state={state} onClose={close} />;
    case 'secretsFound':
      return <SecretsFoundDialog {...dialog} state={state} onClose={close} />;
    // The tab of the connection shows them: it knows the message.
    case 'preview':
    case 'options':
    case 'repeat':
    case 'sentHistory':
    case 'saveMessage':
    case undefined:
      return null;
  }
}

/** For the records that were in front as it was opened: another session may take their place meanwhile. */
function MarkInFront(props: { readonly parts: WorkbenchParts; readonly onClose: () => void }): ReactNode {
  const [view] = useState(() => recordsInFront(props.parts));
  return view && <MarkDialog view={view} {...props} />;
}

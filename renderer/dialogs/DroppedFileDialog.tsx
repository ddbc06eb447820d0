import type { ReactNode } from 'react';
import { formatBytes } from '../../shared/bytes/sizes.ts';
import { quoted } from '../../shared/bytes/visibleText.ts';
import type { ConnectionId } from '../../shared/model/ids.ts';
import { focusShownPane } from '../commands/panes.ts';
import { draftOfFile } from '../features/composer/fileDraft.ts';
import { composedKind } from '../state/window/compose.ts';
import { largestComposedBytes } from '../state/window/draftOfBytes.ts';
import { composeFile, sendAsFile } from '../state/window/dropActions.ts';
import type { WindowParts } from '../state/window/workbenchParts.ts';
import { Dialog } from '../ui/Dialog.tsx';

interface DroppedFileDialogProps {
  readonly connection: ConnectionId;
  readonly file: File;
  readonly parts: WindowParts;
  readonly onClose: () => void;
}

/** Asks how a file that was dropped on a connection becomes its message. */
export function DroppedFileDialog({ connection, file, parts, onClose }: DroppedFileDialogProps): ReactNode {
  const isShort = file.size <= largestComposedBytes;
  const compose = async (): Promise<void> => {
    await composeFile(parts, connection, file);
    focusShownPane(document, 'composer');
  };
  return (
    <Dialog
      title={`Use ${quoted(file.name)} as the message?`}
      action="Use as a file"
      {...(isShort && {
        other: { label: 'Put into the composer', run: () => parts.state.toasts.run(compose) },
      })}
      // Where it is large, copying it takes a while: the status bar shows how far it is.
      run={async () => {
        const kind = composedKind(parts, connection);
        sendAsFile(parts, connection, file, (path) => draftOfFile(kind, path));
        focusShownPane(document, 'composer');
        await Promise.resolve();
      }}
      onClose={onClose}
    >
      <p>
        As a file ({formatBytes(file.size)}), it is copied into the folder <code>files</code> of the workspace
        and sent from there. {isShort && 'In the composer, its bytes can be edited before they are sent.'}
      </p>
    </Dialog>
  );
}

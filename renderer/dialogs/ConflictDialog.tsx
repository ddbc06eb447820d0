import { quoted } from '../../shared/bytes/visibleText.ts';
import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { SavedConnection } from '../../shared/model/connection.ts';
import type { ConnectionId } from '../../shared/model/ids.ts';
import { writtenConnection } from '../../shared/model/writtenConnection.ts';
import type { WorkbenchState } from '../state/window/workbench.ts';
import { nameAfter } from '../state/workspace/connectionNames.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Comparison } from './Comparison.tsx';

interface ConflictDialogProps {
  readonly id: ConnectionId;
  readonly state: WorkbenchState;
  readonly onClose: () => void;
}

/** Shows what another program wrote beside what the person typed, each as it would stand in the file, and asks which counts. */
export function ConflictDialog({ id, state, onClose }: ConflictDialogProps): ReactNode {
  const theirs = useStore(state.connections.store, ({ connections }) =>
    connections.find((each) => each.id === id),
  );
  const edit = useStore(state.edits.store, (edits) => edits[id]);
  const isOver = !theirs || !edit;
  useEffect(() => {
    if (isOver) onClose();
  }, [isOver, onClose]);
  if (isOver) return null;
  const { endpoint } = edit;
  const mine = { ...theirs, name: nameAfter(theirs, endpoint, state.connections.namesBeside(id)), endpoint };
  return (
    <Dialog
      title={`${quoted(theirs.name)} was changed in two places`}
      wide
      isQuestion
      action="Keep mine"
      other={{ label: 'Take the file’s', run: () => state.edits.discard(id) }}
      run={() => state.edits.keep(id)}
      onClose={onClose}
    >
      <Comparison theirs={textOf(theirs)} mine={textOf(mine)} />
    </Dialog>
  );
}

function textOf({ version, id, name, order, endpoint }: SavedConnection): string {
  const written = writtenConnection({ version, id, name, order, endpoint });
  return JSON.stringify(written, null, 2);
}

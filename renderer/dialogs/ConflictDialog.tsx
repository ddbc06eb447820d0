import { useEffect, useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { SavedConnection } from '../../shared/model/connection.ts';
import type { ConnectionId } from '../../shared/model/ids.ts';
import { writtenConnection } from '../../shared/model/writtenConnection.ts';
import type { WorkbenchState } from '../state/window/workbench.ts';
import { nameAfter } from '../state/workspace/connectionNames.ts';
import { lineDiff } from '../state/workspace/lineDiff.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { VisibleText } from '../ui/VisibleText.tsx';
import './conflictDialog.css';

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
  const mine = { ...theirs, name: nameAfter(theirs, edit.endpoint), endpoint: edit.endpoint };
  return (
    <Dialog
      title={`“${theirs.name}” was changed in two places`}
      wide
      action="Keep mine"
      other={{ label: 'Take the file’s', run: () => state.edits.discard(id) }}
      run={() => state.edits.keep(id)}
      onClose={onClose}
    >
      <Comparison theirs={theirs} mine={mine} />
    </Dialog>
  );
}

function Comparison({ theirs, mine }: { theirs: SavedConnection; mine: SavedConnection }): ReactNode {
  const pairs = useMemo(() => lineDiff(textOf(theirs), textOf(mine)), [theirs, mine]);
  return (
    <div className="conflict">
      <table className="conflict-table mono">
        <thead>
          <tr>
            <th scope="col">In the file</th>
            <th scope="col">Here</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map(({ left, right, isSame }, index) => (
            // Lines have no other identity.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={index} className={isSame ? undefined : 'conflict-differs'}>
              <td>{left === null ? '' : <Line text={left} isSame={isSame} />}</td>
              <td>{right === null ? '' : <Line text={right} isSame={isSame} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What differs is marked in the text, too, so that it can be heard. */
function Line({ text, isSame }: { text: string; isSame: boolean }): ReactNode {
  return isSame ? (
    <VisibleText text={text} />
  ) : (
    <mark>
      <VisibleText text={text} />
    </mark>
  );
}

function textOf({ version, id, name, order, endpoint }: SavedConnection): string {
  const written = writtenConnection({ version, id, name, order, endpoint });
  return JSON.stringify(written, null, 2);
}

import type { ReactNode } from 'react';
import { quoted } from '../../../shared/bytes/visibleText.ts';
import type { Environment } from '../../../shared/model/environment.ts';
import { Dialog } from '../../ui/Dialog.tsx';

interface LeaveEnvironmentProps {
  readonly name: string;
  readonly isWrong: boolean;
  readonly onSave: () => Promise<void>;
  /** What the person was about to do. */
  readonly onLeave: () => void;
  readonly onClose: () => void;
}

/** Asks what becomes of changes that are not saved. */
export function LeaveEnvironment(props: LeaveEnvironmentProps): ReactNode {
  const { name, isWrong, onSave, onLeave, onClose } = props;
  return (
    <Dialog
      title={`Save the changes to ${quoted(name)}?`}
      action="Save"
      isQuestion
      disabled={isWrong}
      other={{ label: 'Discard changes', run: onLeave }}
      run={async () => {
        await onSave();
        onLeave();
      }}
      onClose={onClose}
    >
      {isWrong
        ? 'They cannot be saved yet: a name is missing or wrong. Cancel to correct it.'
        : 'They are lost if you discard them.'}
    </Dialog>
  );
}

interface RemoveEnvironmentProps {
  readonly environment: Environment;
  readonly onRemove: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before an environment is deleted of which something is not saved: that would not come back with it. */
export function RemoveEnvironment({ environment, onRemove, onClose }: RemoveEnvironmentProps): ReactNode {
  return (
    <Dialog
      title={`Delete the environment ${quoted(environment.name)}?`}
      action="Delete environment"
      danger
      isQuestion
      startsAtCancel
      run={onRemove}
      onClose={onClose}
    >
      It has changes that are not saved. They are lost.
    </Dialog>
  );
}

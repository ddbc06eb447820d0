import type { ReactNode } from 'react';
import { countedInWords } from '../../../shared/base/quantity.ts';
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
      title={`Save the changes to “${name}”?`}
      action="Save"
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

/** Asks before an environment is deleted. */
export function RemoveEnvironment({ environment, onRemove, onClose }: RemoveEnvironmentProps): ReactNode {
  return (
    <Dialog
      title={`Delete the environment “${environment.name}”?`}
      action="Delete environment"
      danger
      run={onRemove}
      onClose={onClose}
    >
      {whatGoes(environment)}
    </Dialog>
  );
}

function whatGoes({ variables }: Environment): string {
  const secrets = variables.filter(({ secret }) => secret !== null).map(({ name }) => `“${name}”`);
  const file = `Its file is deleted, with ${countedInWords(variables.length, 'variable')}.`;
  if (secrets.length === 0) return file;
  return `${file} Values of secret variables are deleted, too, and git has no copy: ${secrets.join(', ')}.`;
}

import { useMemo, useState, type ReactNode } from 'react';
import type { ConnectionFolder } from '../../../shared/model/connection.ts';
import type { FolderPath } from '../../../shared/model/connectionFolder.ts';
import { savedEnvironmentSchema, type SavedEnvironment } from '../../../shared/model/environment.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import type { EnvironmentStore } from '../../state/workspace/environments.ts';
import { Modal } from '../../ui/Modal.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { EnvironmentForm } from './EnvironmentForm.tsx';
import { LeaveEnvironment } from './EnvironmentQuestions.tsx';
import { useEditedEnvironment } from './useEditedEnvironment.ts';
import './environments.css';

interface FolderVariablesDialogProps {
  readonly path: FolderPath;
  readonly variables: readonly Variable[] | undefined;
  /** Of the variables; empty for none. */
  readonly revision: string;
  /** The folders that it is in, the innermost first. */
  readonly around: readonly ConnectionFolder[];
  readonly environments: EnvironmentStore;
  /** Replaces the variables of that revision. Returns the new one, or rejects with a sentence. */
  readonly onSave: (variables: readonly Variable[], revision: string) => Promise<string>;
  readonly onClose: () => void;
}

/** The variables of one folder. They are edited as those of an environment are. */
export function FolderVariablesDialog(props: FolderVariablesDialogProps): ReactNode {
  const { path, variables, revision, around, environments, onSave, onClose } = props;
  const [isLeaving, setLeaving] = useState(false);
  const environment = useMemo(() => asEnvironment(variables, revision), [variables, revision]);
  const edited = useEditedEnvironment(environment, {
    keepSecret: (name, value) => environments.keepSecret(name, value),
    update: (_, content, seen) => onSave(content.variables, seen),
  });
  return (
    <Modal
      label="Variables of the folder"
      className="dialog dialog-wide environments"
      onClose={() => (edited.isChanged ? setLeaving(true) : onClose())}
    >
      <h2 className="dialog-title">
        Variables of the folder “<VisibleText text={path} />”
      </h2>
      <p className="environments-note">
        They apply to every connection in this folder and below, and override those of environments.
      </p>
      <EnvironmentForm
        environment={environment}
        environments={environments}
        edited={edited}
        scopeOf={(draft) => environments.scopeWith([{ path, variables: draft.variables }, ...around])}
        onRemove={null}
        onClose={onClose}
      />
      {isLeaving && (
        <LeaveEnvironment
          name={path}
          isWrong={edited.isWrong}
          onSave={edited.save}
          onLeave={onClose}
          onClose={() => setLeaving(false)}
        />
      )}
    </Modal>
  );
}

/** A folder has no name, colour or id of its own that could be edited here. */
function asEnvironment(variables: readonly Variable[] = [], revision: string): SavedEnvironment {
  return savedEnvironmentSchema.parse({
    ...{ version: 1, id: 'folder', name: 'Folder' },
    ...{ variables: [...variables], revision },
  });
}

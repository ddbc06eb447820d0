import { useRef, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { freeName } from '../../../shared/base/freeName.ts';
import { quoted } from '../../../shared/bytes/visibleText.ts';
import type { WorkspaceProblem } from '../../../shared/model/connection.ts';
import { baseEnvironmentId } from '../../../shared/model/environment.ts';
import type { EnvironmentId } from '../../../shared/model/ids.ts';
import type { Undoable, UndoStore } from '../../state/window/undo.ts';
import type { EnvironmentStore } from '../../state/workspace/environments.ts';
import { Button } from '../../ui/Button.tsx';
import { Modal } from '../../ui/Modal.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useAttempt } from '../../ui/useAttempt.ts';
import { DeletedEnvironment } from './DeletedEnvironment.tsx';
import { neighbourOf } from './environmentMoves.ts';
import { AllowedEnvironment } from './AllowedEnvironment.tsx';
import { EnvironmentList } from './EnvironmentList.tsx';
import { EnvironmentForm } from './EnvironmentForm.tsx';
import { LeaveEnvironment, RemoveEnvironment } from './EnvironmentQuestions.tsx';
import { useEditedEnvironment } from './useEditedEnvironment.ts';
import { useShownEnvironment } from './useShownEnvironment.ts';
import './environments.css';

interface EnvironmentsDialogProps {
  readonly environments: EnvironmentStore;
  readonly undo: UndoStore;
  readonly onClose: () => void;
}

/** Where a person edits the variables of the workspace: one environment at a time. */
export function EnvironmentsDialog({ environments, undo, onClose }: EnvironmentsDialogProps): ReactNode {
  const { environments: all, problems, active } = useStore(environments.store);
  const [chosen, setChosen] = useState<EnvironmentId>(active ?? baseEnvironmentId);
  const { failure, attempt } = useAttempt();
  const [leaving, setLeaving] = useState<{ readonly go: () => void } | null>(null);
  const [isRemoving, setRemoving] = useState(false);
  const { environment, isGone } = useShownEnvironment(all, chosen);
  const edited = useEditedEnvironment(environment, environments);
  const leave = (go: () => void): void => {
    if (edited.isChanged) setLeaving({ go });
    else go();
  };
  const create = async (): Promise<void> => {
    const name = freeName(
      'New environment',
      all.map((each) => each.name),
    );
    setChosen((await environments.create({ name, colour: 'none', variables: [] })).id);
  };
  const choice = useRef<HTMLDivElement>(null);
  const remove = async (): Promise<Undoable> => {
    const { id } = environment;
    const wasActive = id === active;
    const neighbour = neighbourOf(all, id);
    const deletion = await environments.remove(id);
    setChosen(neighbour);
    // The button that was pressed is gone.
    choice.current?.querySelector<HTMLElement>('[role="listbox"]')?.focus();
    return {
      deletion,
      what: `the environment ${quoted(environment.name)}`,
      back: () => wasActive && environments.choose(id),
    };
  };
  const askToRemove = (): void => {
    if (edited.isChanged) setRemoving(true);
    else void attempt(() => undo.delete(remove));
  };
  return (
    <Modal label="Variables" className="dialog dialog-wide environments" onClose={() => leave(onClose)}>
      <h2 className="dialog-title">Variables</h2>
      <div ref={choice} className="environments-choice">
        <EnvironmentList
          environments={all}
          chosen={environment.id}
          onChoose={(id) => leave(() => setChosen(id))}
          onMove={(id, before) => void attempt(() => environments.move(id, before))}
        />
        <Button onClick={() => leave(() => void attempt(create))}>New environment</Button>
      </div>
      <FileProblems problems={problems} />
      {failure !== null && <Notice tone="danger" text={failure} />}
      <DeletedEnvironment undo={undo} />
      {isGone && !isRemoving && (
        <Notice
          tone="warning"
          text="This environment is no longer in the workspace, or its file has a mistake. It cannot be saved: copy what you need from it."
        />
      )}
      <EnvironmentForm
        key={environment.id}
        environment={environment}
        environments={environments}
        edited={edited}
        scopeOf={(draft) => environments.scopeWith([], draft)}
        onRemove={environment.id === baseEnvironmentId ? null : askToRemove}
        onClose={onClose}
      >
        <AllowedEnvironment environments={environments} />
      </EnvironmentForm>
      {leaving && (
        <LeaveEnvironment
          name={environment.name}
          isWrong={edited.isWrong}
          onSave={edited.save}
          onLeave={leaving.go}
          onClose={() => setLeaving(null)}
        />
      )}
      {isRemoving && (
        <RemoveEnvironment
          environment={environment}
          onRemove={() => undo.delete(remove)}
          onClose={() => setRemoving(false)}
        />
      )}
    </Modal>
  );
}

/** Why files of environments could not be read. */
function FileProblems({ problems }: { readonly problems: readonly WorkspaceProblem[] }): ReactNode {
  return problems.map(({ file, message }) => (
    <Notice
      key={file}
      tone="danger"
      text={`${file === '' ? 'environments' : `environments/${file}`}: ${message}`}
    />
  ));
}

import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { messageOf, WirebenchError } from '../../../shared/base/errors.ts';
import {
  baseEnvironmentId,
  environmentColours,
  type Environment,
} from '../../../shared/model/environment.ts';
import type { EnvironmentId } from '../../../shared/model/ids.ts';
import {
  contentOf,
  draftOf,
  rowProblem,
  type EnvironmentDraft,
} from '../../state/workspace/environmentDraft.ts';
import { freeName } from '../../state/workspace/connections.ts';
import type { EnvironmentStore } from '../../state/workspace/environments.ts';
import { Button } from '../../ui/Button.tsx';
import { Modal } from '../../ui/Modal.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { AllowedEnvironment } from './AllowedEnvironment.tsx';
import { VariableTable } from './VariableTable.tsx';
import './environments.css';

interface EnvironmentsDialogProps {
  readonly environments: EnvironmentStore;
  readonly onClose: () => void;
}

/** Where a person edits the variables of the workspace: one environment at a time. */
export function EnvironmentsDialog({ environments, onClose }: EnvironmentsDialogProps): ReactNode {
  const { environments: all, problems, active } = useStore(environments.store);
  const [chosen, setChosen] = useState<EnvironmentId>(active ?? baseEnvironmentId);
  const [failure, setFailure] = useState<string | null>(null);
  const edited = all.find(({ id }) => id === chosen) ?? all[0];
  const attempt = async (action: () => Promise<void>): Promise<void> => {
    setFailure(null);
    await action().catch((error: unknown) => setFailure(messageOf(error)));
  };
  const create = (): Promise<void> =>
    attempt(async () => {
      const { id } = await environments.create({
        name: freeName('New environment', all),
        colour: 'none',
        variables: [],
      });
      setChosen(id);
    });
  return (
    <Modal label="Variables" className="dialog environments" onClose={onClose}>
      <h2 className="dialog-title">Variables</h2>
      <div className="environments-choice">
        <Select
          label="Environment to edit"
          value={edited?.id ?? chosen}
          options={all.map(({ id, name }) =>
            id === baseEnvironmentId
              ? { value: id, label: name, note: 'always applies' }
              : { value: id, label: name },
          )}
          onValue={setChosen}
        />
        <Button onClick={() => void create()}>New environment</Button>
      </div>
      {problems.map(({ file, message }) => (
        <Notice key={file} tone="danger" text={`environments/${file}: ${message}`} />
      ))}
      {failure !== null && <Notice tone="danger" text={failure} />}
      <AllowedEnvironment environments={environments} />
      {edited && (
        <EnvironmentForm
          key={edited.id}
          environment={edited}
          environments={environments}
          onRemove={() =>
            void attempt(async () => {
              await environments.remove(edited.id);
              setChosen(baseEnvironmentId);
            })
          }
          onClose={onClose}
        />
      )}
    </Modal>
  );
}

const colourNames: Readonly<Record<Environment['colour'], string>> = {
  none: 'No colour',
  grey: 'Grey',
  blue: 'Blue',
  green: 'Green',
  yellow: 'Yellow',
  orange: 'Orange',
  red: 'Red',
  purple: 'Purple',
};

interface EnvironmentFormProps {
  readonly environment: Environment;
  readonly environments: EnvironmentStore;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

function EnvironmentForm({ environment, environments, onRemove, onClose }: EnvironmentFormProps): ReactNode {
  const [opened, setOpened] = useState(environment);
  const [draft, setDraft] = useState<EnvironmentDraft>(() => draftOf(environment));
  const [failure, setFailure] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const isBase = environment.id === baseEnvironmentId;
  const isWrong = draft.name.trim() === '' || draft.rows.some((row) => rowProblem(draft, row) !== null);
  const save = async (): Promise<void> => {
    if (JSON.stringify(opened) !== JSON.stringify(environment)) {
      // The next attempt is made with what is there now.
      setOpened(environment);
      throw new WirebenchError('WRONG_STATE', changedMeanwhile);
    }
    await environments.update(environment.id, await contentOf(draft, environments));
    onClose();
  };
  const submit = (): void => {
    setSaving(true);
    setFailure(null);
    save()
      .catch((error: unknown) => setFailure(messageOf(error)))
      .finally(() => setSaving(false));
  };
  return (
    <form
      className="environment-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSaving && !isWrong) submit();
      }}
    >
      {!isBase && (
        <div className="environment-head">
          <TextField label="Name" value={draft.name} onText={(name) => setDraft({ ...draft, name })} />
          <Select
            label="Colour"
            value={draft.colour}
            options={environmentColours.map((colour) => ({ value: colour, label: colourNames[colour] }))}
            onValue={(colour) => setDraft({ ...draft, colour })}
          />
        </div>
      )}
      <VariableTable draft={draft} environments={environments} onDraft={setDraft} />
      {failure !== null && <Notice tone="danger" text={failure} />}
      <div className="dialog-actions">
        {!isBase && (
          <Button tone="danger" className="environment-remove" onClick={onRemove}>
            Delete this environment
          </Button>
        )}
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" tone="primary" disabled={isSaving || isWrong}>
          Save
        </Button>
      </div>
    </form>
  );
}

const changedMeanwhile =
  'This environment was changed elsewhere while you edited it, so it was not saved. Cancel to see what it is now, or save again to replace it.';

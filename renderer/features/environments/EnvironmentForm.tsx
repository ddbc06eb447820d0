import { useState, type ReactNode } from 'react';
import { environmentColours, type Environment } from '../../../shared/model/environment.ts';
import type { Scope } from '../../../shared/template/scope.ts';
import type { EnvironmentStore } from '../../state/workspace/environments.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useAttempt } from '../../ui/useAttempt.ts';
import type { useEditedEnvironment } from './useEditedEnvironment.ts';
import { VariableTable } from './VariableTable.tsx';

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
  readonly edited: ReturnType<typeof useEditedEnvironment>;
  /** What templates could refer to with the variables as they are here. */
  readonly scopeOf: (edited: Environment) => Scope;
  /** Null where there are only variables to edit. */
  readonly onRemove: (() => void) | null;
  readonly onClose: () => void;
  /** Stands above the variables, and scrolls with them. */
  readonly children?: ReactNode;
}

/** Name, colour and variables of one environment. */
export function EnvironmentForm(props: EnvironmentFormProps): ReactNode {
  const { environment, environments, edited, scopeOf, onRemove, onClose, children } = props;
  const { draft, setDraft, isWrong } = edited;
  const { failure, attempt } = useAttempt();
  const [isSaving, setSaving] = useState(false);
  const submit = async (): Promise<void> => {
    setSaving(true);
    await attempt(async () => {
      await edited.save();
      onClose();
    });
    setSaving(false);
  };
  return (
    <form
      className="environment-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSaving && !isWrong) void submit();
      }}
    >
      <div className="environment-parts dialog-scroll">
        {children}
        {onRemove !== null && (
          <div className="environment-head">
            <TextField label="Name" value={draft.name} onText={(name) => setDraft({ ...draft, name })} />
            <Select
              label="Colour"
              value={draft.colour}
              options={environmentColours.map((colour) => ({ value: colour, label: colourNames[colour] }))}
              onValue={(colour) => setDraft({ ...draft, colour })}
            />
            <Button tone="danger" className="environment-remove" onClick={onRemove}>
              Delete this environment
            </Button>
          </div>
        )}
        <VariableTable
          environment={environment}
          scopeOf={scopeOf}
          draft={draft}
          environments={environments}
          onDraft={setDraft}
        />
      </div>
      {failure !== null && <Notice tone="danger" text={failure} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" tone="primary" disabled={isSaving || isWrong}>
          Save
        </Button>
      </div>
    </form>
  );
}

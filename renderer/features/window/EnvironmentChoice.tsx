import { isolated } from '../../../shared/bytes/visibleText.ts';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { baseEnvironmentId } from '../../../shared/model/environment.ts';
import type { EnvironmentId } from '../../../shared/model/ids.ts';
import type { EnvironmentStore } from '../../state/workspace/environments.ts';
import { Button } from '../../ui/Button.tsx';
import { EnvironmentDot } from '../../ui/EnvironmentDot.tsx';
import { Select } from '../../ui/Select.tsx';

interface EnvironmentChoiceProps {
  readonly environments: EnvironmentStore;
  readonly onEdit: () => void;
}

/** The active environment of this window, and the way to all of them. */
export function EnvironmentChoice({ environments, onEdit }: EnvironmentChoiceProps): ReactNode {
  const { environments: all, active } = useStore(environments.store);
  const chosen = all.find(({ id }) => id === active);
  const others = all.filter(({ id }) => id !== baseEnvironmentId);
  const options: { value: EnvironmentId; label: string }[] = [
    { value: baseEnvironmentId, label: 'No environment' },
    ...others.map(({ id, name }) => ({ value: id, label: name })),
  ];
  // It was deleted elsewhere: what is opened is refused until another one is chosen.
  if (active !== null && !chosen) options.push({ value: active, label: 'Deleted environment' });
  const shown = options.find(({ value }) => value === (active ?? baseEnvironmentId));
  return (
    <div className="top-environment">
      {/* A key chooses the next one from anywhere. */}
      <span role="status" className="spoken">
        {`Environment: ${isolated(shown?.label ?? '')}`}
      </span>
      <EnvironmentDot colour={chosen?.colour ?? 'none'} />
      <Select
        label="Environment"
        className="top-environment-select"
        value={active ?? baseEnvironmentId}
        options={options}
        onValue={(id) => environments.choose(id)}
      />
      <Button tone="quiet" keys="Alt+V" onClick={onEdit}>
        Variables…
      </Button>
    </div>
  );
}

import { useId, type ReactNode } from 'react';
import { Select, type SelectOption } from '../../../ui/Select.tsx';
import { Switch } from '../../../ui/Switch.tsx';
import { OptionRow, useOption, type OptionProps } from './OptionRow.tsx';
import { useOptions } from './optionsContext.ts';

interface ChoiceOptionProps extends OptionProps {
  readonly choices: readonly SelectOption<string>[];
}

/** A choice of one value among several. */
export function ChoiceOption({ choices, ...row }: ChoiceOptionProps): ReactNode {
  const { change } = useOptions();
  const { value } = useOption(row.path);
  if (typeof value !== 'string') return null;
  return (
    <OptionRow {...row}>
      <Select
        label={row.label}
        className="option-select"
        value={value}
        options={choices}
        onValue={(chosen) => change({ [row.path]: chosen })}
      />
    </OptionRow>
  );
}

interface SwitchOptionProps extends OptionProps {
  /** The effect when it is on, shown beside the switch. */
  readonly on: string;
}

/** A switch, on or off. */
export function SwitchOption({ on, ...row }: SwitchOptionProps): ReactNode {
  const id = useId();
  const { change } = useOptions();
  const { value } = useOption(row.path);
  if (typeof value !== 'boolean') return null;
  return (
    <OptionRow {...row} labelId={`${id}-label`} controlId={id}>
      <Switch
        id={id}
        label={on}
        labelledBy={`${id}-label`}
        checked={value}
        onChecked={(checked) => change({ [row.path]: checked })}
      />
    </OptionRow>
  );
}

import { Switch as Base } from '@base-ui/react/switch';
import type { ReactNode } from 'react';
import './switch.css';

interface SwitchProps {
  readonly label: string;
  readonly id?: string;
  /** The id of the element that names it, if that is not the label beside it. */
  readonly labelledBy?: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChecked: (checked: boolean) => void;
}

export function Switch(props: SwitchProps): ReactNode {
  const { id, label, labelledBy, checked, disabled = false, onChecked } = props;
  return (
    <label className="switch-line">
      <Base.Root
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChecked}
        className="switch"
        {...(id !== undefined && { id })}
        {...(labelledBy !== undefined && { 'aria-labelledby': labelledBy })}
      >
        <Base.Thumb className="switch-thumb" />
      </Base.Root>
      {label}
    </label>
  );
}

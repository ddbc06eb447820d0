import { Switch as Base } from '@base-ui/react/switch';
import type { ReactNode } from 'react';
import './switch.css';

export interface SwitchProps {
  readonly label: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChecked: (checked: boolean) => void;
}

export function Switch({ label, checked, disabled = false, onChecked }: SwitchProps): ReactNode {
  return (
    <label className="switch-line">
      <Base.Root checked={checked} disabled={disabled} onCheckedChange={onChecked} className="switch">
        <Base.Thumb className="switch-thumb" />
      </Base.Root>
      {label}
    </label>
  );
}

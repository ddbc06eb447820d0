import { Binary } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../../ui/Button.tsx';
import { ToolbarButton } from '../../../ui/Toolbar.tsx';

/** Whether the values are shown with the bytes, and what shows or hides them. */
export interface ValuesSwitch {
  readonly isShown: boolean;
  readonly keys: string;
  readonly toggle: () => void;
}

/** Shows the values of the bytes, or hides them. */
export function ValuesButton({ isShown, keys, toggle }: ValuesSwitch): ReactNode {
  return (
    <ToolbarButton>
      <IconButton
        label="Values of the bytes"
        keys={keys}
        aria-pressed={isShown}
        icon={<Binary size={16} />}
        onClick={toggle}
      />
    </ToolbarButton>
  );
}

import { Bookmark } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/Button.tsx';

interface SaveAsButtonProps {
  /** What is in the composer has a name already. */
  readonly isNamed: boolean;
  readonly onSaveAs: () => void;
}

/** Gives what is in the composer a name. */
export function SaveAsButton({ isNamed, onSaveAs }: SaveAsButtonProps): ReactNode {
  return (
    <IconButton
      label={isNamed ? 'Save as another message…' : 'Save as message…'}
      {...(!isNamed && { keys: 'Mod+S' })}
      icon={<Bookmark size={16} aria-hidden />}
      onClick={onSaveAs}
    />
  );
}

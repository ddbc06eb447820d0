import { ScanEye } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/Button.tsx';
import type { Keys } from '../../ui/keys.ts';

interface PreviewButtonProps {
  readonly keys: Keys;
  /** A file is sent as it is. */
  readonly isFile: boolean;
  readonly onPreview: () => void;
}

/** Shows the message as it would be sent now. */
export function PreviewButton({ keys, isFile, onPreview }: PreviewButtonProps): ReactNode {
  return (
    <IconButton
      label="Show what will be sent"
      keys={keys}
      icon={<ScanEye size={16} aria-hidden />}
      disabled={isFile}
      onClick={onPreview}
    />
  );
}

import { quoted } from '../../shared/bytes/visibleText.ts';
import type { ReactNode } from 'react';
import type { MessageContent } from '../../shared/model/savedMessage.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Comparison } from './Comparison.tsx';

interface MessageConflictDialogProps {
  /** What stands in the file now. */
  readonly theirs: MessageContent;
  /** What stands in the composer. */
  readonly mine: MessageContent;
  readonly onKeep: () => Promise<void>;
  readonly onTake: () => void;
  readonly onClose: () => void;
}

/** Shows what another program wrote of a message beside what the person typed, and asks which counts. */
export function MessageConflictDialog(props: MessageConflictDialogProps): ReactNode {
  const { theirs, mine, onKeep, onTake, onClose } = props;
  return (
    <Dialog
      title={`${quoted(theirs.name)} was changed in two places`}
      wide
      isQuestion
      action="Keep mine"
      other={{ label: 'Take the file’s', run: onTake }}
      run={onKeep}
      onClose={onClose}
    >
      <Comparison theirs={textOf(theirs)} mine={textOf(mine)} />
    </Dialog>
  );
}

/** The body as it is, and what is done with it below. */
function textOf({ body, kind, mode, escapes, encoding, terminator }: MessageContent): string {
  return `${body}\n\n${JSON.stringify({ kind, mode, escapes, encoding, terminator }, null, 2)}`;
}

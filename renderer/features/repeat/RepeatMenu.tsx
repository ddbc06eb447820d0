import { Repeat } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { RepeatOptions } from '../../../shared/model/repeat.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { useAttempt } from '../../ui/useAttempt.ts';
import { optionsOf, RepeatFields, untypedRepeat, type TypedRepeat } from './RepeatFields.tsx';
import './repeat.css';

interface RepeatMenuProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** What is being repeated now, with a button that stops it; null for nothing. */
  readonly running: ReactNode;
  /** A sentence: why nothing can be sent now. */
  readonly disabledReason: string | null;
  /** Begins; rejects with a sentence, which is shown here. */
  readonly onRepeat: (options: RepeatOptions) => Promise<void>;
}

/** The button beside Send, and how often and how fast to send the message again. */
export function RepeatMenu(props: RepeatMenuProps): ReactNode {
  const [typed, setTyped] = useState(untypedRepeat);
  return (
    <Popover
      title="Repeat the message"
      className="repeat-menu"
      open={props.open}
      onOpenChange={props.onOpenChange}
      trigger={<IconButton label="Repeat…" icon={<Repeat size={16} />} />}
    >
      {props.running ?? (
        <RepeatForm {...props} typed={typed} onTyped={setTyped} onBegun={() => props.onOpenChange(false)} />
      )}
    </Popover>
  );
}

interface RepeatFormProps extends RepeatMenuProps {
  readonly typed: TypedRepeat;
  readonly onTyped: (typed: TypedRepeat) => void;
  readonly onBegun: () => void;
}

function RepeatForm({ disabledReason, onRepeat, typed, onTyped, onBegun }: RepeatFormProps): ReactNode {
  const { failure, attempt } = useAttempt();
  const options = optionsOf(typed);
  const begin = async (): Promise<void> => {
    if (options === null || disabledReason !== null) return;
    await attempt(async () => {
      await onRepeat(options);
      onBegun();
    });
  };
  return (
    <form
      className="repeat-form"
      onSubmit={(event) => {
        event.preventDefault();
        void begin();
      }}
    >
      <RepeatFields typed={typed} onTyped={onTyped} />
      {(failure ?? disabledReason) !== null && (
        <Notice tone={failure === null ? 'plain' : 'danger'} text={failure ?? disabledReason ?? ''} />
      )}
      <Button
        type="submit"
        tone="primary"
        className="repeat-start"
        disabled={options === null || disabledReason !== null}
      >
        Start
      </Button>
    </form>
  );
}

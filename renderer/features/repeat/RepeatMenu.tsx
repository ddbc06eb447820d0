import { Repeat } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { parseDuration } from '../../../shared/base/duration.ts';
import { messageOf } from '../../../shared/base/errors.ts';
import { fail, ok, type Result } from '../../../shared/base/result.ts';
import { repeatOptionsSchema, type RepeatOptions } from '../../../shared/model/repeat.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { TextField } from '../../ui/TextField.tsx';
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

/** What is typed into its fields. */
interface Typed {
  readonly times: string;
  readonly every: string;
}

/** The button beside Send, and how often and how fast to send the message again. */
export function RepeatMenu(props: RepeatMenuProps): ReactNode {
  const [typed, setTyped] = useState<Typed>({ times: '', every: '1s' });
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
  readonly typed: Typed;
  readonly onTyped: (typed: Typed) => void;
  readonly onBegun: () => void;
}

function RepeatForm({ disabledReason, onRepeat, typed, onTyped, onBegun }: RepeatFormProps): ReactNode {
  const [failure, setFailure] = useState<string | null>(null);
  const times = timesOf(typed.times);
  const every = everyOf(typed.every);
  const begin = async (): Promise<void> => {
    if (!times.ok || !every.ok || disabledReason !== null) return;
    setFailure(null);
    try {
      await onRepeat({ count: times.value, intervalMs: every.value });
      onBegun();
    } catch (error) {
      setFailure(messageOf(error));
    }
  };
  return (
    <form
      className="repeat-form"
      onSubmit={(event) => {
        event.preventDefault();
        void begin();
      }}
    >
      <TextField
        label="Times"
        placeholder="until stopped"
        inputMode="numeric"
        value={typed.times}
        problem={times.ok ? null : times.problem}
        reserveLine
        onText={(text) => onTyped({ ...typed, times: text })}
      />
      <TextField
        label="Every"
        value={typed.every}
        problem={every.ok ? null : every.problem}
        hint="1ms at the shortest; 250ms, 1.5s, 2m, 1h"
        onText={(text) => onTyped({ ...typed, every: text })}
      />
      <p className="repeat-hint">
        Variables are evaluated anew each time. It goes on when this page is reloaded, and ends with the
        connection.
      </p>
      {(failure ?? disabledReason) !== null && (
        <Notice tone={failure === null ? 'plain' : 'danger'} text={failure ?? disabledReason ?? ''} />
      )}
      <Button
        type="submit"
        tone="primary"
        className="repeat-start"
        disabled={!times.ok || !every.ok || disabledReason !== null}
      >
        Start
      </Button>
    </form>
  );
}

function timesOf(text: string): Result<number | null, string> {
  const digits = text.replaceAll(/[\s,]/g, '');
  if (digits === '') return ok(null);
  if (!/^\d+$/.test(digits)) return fail('Write a number, or nothing to repeat until stopped.');
  return checked({ count: Number(digits), intervalMs: 1 }, ({ count }) => count);
}

function everyOf(text: string): Result<number, string> {
  const duration = parseDuration(text);
  if (!duration.ok) return fail(duration.problem);
  return checked({ count: null, intervalMs: duration.value }, ({ intervalMs }) => intervalMs);
}

function checked<Value>(
  options: RepeatOptions,
  read: (options: RepeatOptions) => Value,
): Result<Value, string> {
  const parsed = repeatOptionsSchema.safeParse(options);
  if (parsed.success) return ok(read(parsed.data));
  return fail(parsed.error.issues[0]?.message ?? 'This is out of range.');
}

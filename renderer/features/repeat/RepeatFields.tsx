import type { ReactNode } from 'react';
import { parseInterval } from '../../../shared/base/duration.ts';
import { fail, ok, type Result } from '../../../shared/base/result.ts';
import { repeatOptionsSchema, type RepeatOptions } from '../../../shared/model/repeat.ts';
import { TextField } from '../../ui/TextField.tsx';

/** What is typed into the fields. */
export interface TypedRepeat {
  readonly times: string;
  readonly every: string;
}

export const untypedRepeat: TypedRepeat = { times: '', every: '1s' };

interface RepeatFieldsProps {
  readonly typed: TypedRepeat;
  readonly onTyped: (typed: TypedRepeat) => void;
}

/** How often and how fast a message is sent again. */
export function RepeatFields({ typed, onTyped }: RepeatFieldsProps): ReactNode {
  const times = timesOf(typed.times);
  const every = everyOf(typed.every);
  return (
    <>
      <TextField
        label="Times"
        // People open it to type into it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
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
        hint="at least 1ms; 250ms, 1.5s, 2m, 1h"
        onText={(text) => onTyped({ ...typed, every: text })}
      />
      <p className="repeat-hint">
        Variables are evaluated each time. It continues if the page is reloaded, and ends with the connection.
      </p>
    </>
  );
}

/** Null where something in the fields cannot be understood, which they tell. */
export function optionsOf(typed: TypedRepeat): RepeatOptions | null {
  const times = timesOf(typed.times);
  const every = everyOf(typed.every);
  return times.ok && every.ok ? { count: times.value, intervalMs: every.value } : null;
}

function timesOf(text: string): Result<number | null, string> {
  const digits = text.replaceAll(/[\s,]/g, '');
  if (digits === '') return ok(null);
  if (!/^\d+$/.test(digits)) return fail('Enter a number, or leave it empty to repeat until stopped.');
  return checked({ count: Number(digits), intervalMs: 1 }, ({ count }) => count);
}

function everyOf(text: string): Result<number, string> {
  const duration = parseInterval(text);
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

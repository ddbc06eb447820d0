import { useState, type ReactNode } from 'react';
import { TextField } from '../../ui/TextField.tsx';

interface SecondsFieldProps {
  readonly label: string;
  readonly valueMs: number;
  readonly leastMs: number;
  readonly mostMs: number;
  readonly onValue: (valueMs: number) => void;
}

/** A time in seconds, taken at every key; what cannot be taken stays in the field with its problem. */
export function SecondsField({ label, valueMs, leastMs, mostMs, onValue }: SecondsFieldProps): ReactNode {
  /** Null while it is not being edited. */
  const [text, setText] = useState<string | null>(null);
  const problem = text === null ? null : problemOf(text, leastMs, mostMs);
  return (
    <TextField
      label={label}
      labelHidden
      mono
      inputMode="decimal"
      value={text ?? String(valueMs / 1000)}
      problem={problem}
      onText={(typed) => {
        setText(typed);
        if (problemOf(typed, leastMs, mostMs) === null) onValue(readSeconds(typed));
      }}
      onBlur={() => {
        if (problem === null) setText(null);
      }}
    />
  );
}

function readSeconds(text: string): number {
  return text.trim() === '' ? Number.NaN : Math.round(Number(text.replace(',', '.')) * 1000);
}

function problemOf(text: string, leastMs: number, mostMs: number): string | null {
  const value = readSeconds(text);
  if (!Number.isFinite(value)) return 'Enter a number of seconds.';
  if (value < leastMs) return `The least is ${leastMs / 1000} s.`;
  if (value > mostMs) return `The most is ${mostMs / 1000} s.`;
  return null;
}

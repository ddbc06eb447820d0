import { useState, type ReactNode } from 'react';
import type { Result } from '../../../shared/base/result.ts';
import { TextField } from '../../ui/TextField.tsx';

export interface ParsedFieldProps<Value> {
  readonly label: string;
  readonly value: Value;
  readonly format: (value: Value) => string;
  readonly parse: (text: string) => Result<Value, string>;
  readonly onValue: (value: Value) => void;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly mono?: boolean;
  /** `leaving`: the value is told when the field is left or Enter is pressed, not with each key. */
  readonly when?: 'typing' | 'leaving';
}

/** A field whose text stands for a value. What cannot be read stays there with its problem, and is not taken. */
export function ParsedField<Value>(props: ParsedFieldProps<Value>): ReactNode {
  const { label, value, format, parse, onValue, when = 'typing', ...rest } = props;
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? format(value);
  const parsed = parse(shown);
  const tell = (next: Result<Value, string>): void => {
    if (next.ok) onValue(next.value);
  };
  return (
    <TextField
      {...rest}
      label={label}
      reserveLine
      value={shown}
      problem={parsed.ok ? null : parsed.problem}
      onText={(typed) => {
        setText(typed);
        if (when === 'typing') tell(parse(typed));
      }}
      onBlur={() => {
        if (text !== null && when === 'leaving') tell(parsed);
        if (parsed.ok) setText(null);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && text !== null) tell(parsed);
      }}
    />
  );
}

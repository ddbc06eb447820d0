import { useState, type ReactNode } from 'react';
import { namedTerminators } from '../../shared/model/textOptions.ts';
import { Select, type SelectOption } from './Select.tsx';
import { TextField } from './TextField.tsx';
import './textOptions.css';

interface TerminatorSelectProps {
  readonly label: string;
  /** Text with escapes. */
  readonly value: string;
  readonly onValue: (terminator: string) => void;
}

/** Not a terminator, but the wish to write one: no text with escapes begins so. */
const other = '\\other';

const options: readonly SelectOption<string>[] = [
  { value: namedTerminators.none, label: 'No terminator' },
  { value: namedTerminators.lf, label: 'LF', note: '\\n' },
  { value: namedTerminators.crlf, label: 'CRLF', note: '\\r\\n' },
  { value: namedTerminators.nul, label: 'NUL', note: '\\0' },
  { value: other, label: 'Other', note: 'text with escapes' },
];

/** `CRLF`, `no terminator`, or a text of one’s own as it is written. */
export function describeTerminator(terminator: string): string {
  if (terminator === namedTerminators.none) return 'no terminator';
  return options.find(({ value }) => value === terminator)?.label ?? terminator;
}

/** What follows a text: one of those with a name, or a text of one's own. */
export function TerminatorSelect({ label, value, onValue }: TerminatorSelectProps): ReactNode {
  const [isWriting, setWriting] = useState(false);
  const isOther = isWriting || options.every((option) => option.value !== value);
  return (
    <>
      <Select
        label={label}
        value={isOther ? other : value}
        options={options}
        className="text-option"
        onValue={(chosen) => {
          setWriting(chosen === other);
          if (chosen !== other) onValue(chosen);
        }}
      />
      {isOther && (
        <TextField
          label={`${label}, as text with escapes`}
          labelHidden
          mono
          className="text-option-other"
          maxLength={64}
          placeholder="\x00\n"
          value={value}
          onText={onValue}
        />
      )}
    </>
  );
}

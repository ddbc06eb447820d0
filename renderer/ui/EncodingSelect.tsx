import type { ReactNode } from 'react';
import { encodingFacts, encodings, type Encoding } from '../../shared/bytes/encodings.ts';
import { Select, type SelectOption } from './Select.tsx';
import './textOptions.css';

const options: readonly SelectOption<Encoding>[] = encodings.map((value) => {
  const { label, note } = encodingFacts(value);
  return { value, label, note };
});

interface EncodingSelectProps {
  readonly label: string;
  readonly value: Encoding;
  readonly onValue: (encoding: Encoding) => void;
}

/** The encoding of a text. */
export function EncodingSelect(props: EncodingSelectProps): ReactNode {
  return <Select {...props} options={options} className="text-option" />;
}

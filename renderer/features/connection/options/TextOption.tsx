import { useId, useState, type ReactNode } from 'react';
import { ok, type Result } from '../../../../shared/base/result.ts';
import { isSame, optionAt } from '../../../../shared/model/optionAt.ts';
import { numberProblem, type Scale } from '../../../state/workspace/endpointOptions.ts';
import { TemplateInput } from '../../../ui/template/TemplateInput.tsx';
import { OptionRow, useOption, type OptionProps } from './OptionRow.tsx';
import { useOptions } from './optionsContext.ts';

interface ParsedOptionProps extends OptionProps {
  readonly format: (value: unknown) => string;
  readonly parse: (text: string) => Result<unknown, string>;
  readonly placeholder?: string | undefined;
  /** Shown after the field. */
  readonly unit?: string;
  /** References to variables may stand in it. */
  readonly isTemplate?: boolean;
}

/** A text, and the option's value when it was typed: once the value changes, the text is out of date. */
interface Typed {
  readonly text: string;
  readonly value: unknown;
}

/** A field whose text represents a value. Unreadable text stays there with its problem, and does not change the value. */
function ParsedOption(props: ParsedOptionProps): ReactNode {
  const { format, parse, placeholder, unit, isTemplate = false, ...row } = props;
  const id = useId();
  const { change } = useOptions();
  const { value, isRefused } = useOption(row.path);
  const [typed, setTyped] = useState<Typed | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  if (value === undefined) return null;
  const isTyped = typed !== null && isSame(typed.value, value);
  const type = (text: string): void => {
    const parsed = parse(text);
    const taken = parsed.ok ? change({ [row.path]: parsed.value }) : parsed;
    setProblem(taken.ok ? null : taken.problem);
    setTyped({ text, value: taken.ok ? optionAt(taken.value, row.path) : value });
  };
  const shownProblem = isTyped ? problem : null;
  const text = isTyped ? typed.text : format(value);
  const field = {
    id,
    className: 'field-input mono',
    spellCheck: false,
    autoComplete: 'off',
    placeholder,
    'aria-invalid': shownProblem !== null || isRefused || undefined,
    'aria-describedby': `${id}-line`,
    onBlur: () => {
      if (problem === null) setTyped(null);
    },
  };
  return (
    <OptionRow {...row} controlId={id} lineId={`${id}-line`} problem={shownProblem}>
      {isTemplate ? (
        <TemplateInput {...field} value={text} onText={type} />
      ) : (
        <input {...field} value={text} onChange={(event) => type(event.currentTarget.value)} />
      )}
      {unit !== undefined && unit !== '' && <span className="option-unit">{unit}</span>}
    </OptionRow>
  );
}

interface TextOptionProps extends OptionProps {
  readonly placeholder?: string;
  /** A problem, as a sentence, with a text that the schema would accept. */
  readonly problemOf?: (text: string) => string | null;
}

export function TextOption({ problemOf, ...props }: TextOptionProps): ReactNode {
  return (
    <ParsedOption
      {...props}
      isTemplate
      format={String}
      parse={(text) => {
        const problem = problemOf?.(text) ?? null;
        return problem === null ? ok(text) : { ok: false, problem };
      }}
    />
  );
}

interface NumberOptionProps extends OptionProps {
  readonly scale: Scale;
  /** The placeholder of an empty field, where empty means “none”. */
  readonly none?: string;
}

export function NumberOption({ scale, none, ...props }: NumberOptionProps): ReactNode {
  const { endpoint } = useOptions();
  return (
    <ParsedOption
      {...props}
      placeholder={none}
      unit={scale.unit}
      format={(value) => (typeof value === 'number' ? String(value / scale.factor) : '')}
      parse={(text): Result<number | null, string> => {
        if (text.trim() === '')
          return none === undefined ? { ok: false, problem: 'Enter a number.' } : ok(null);
        const value = Math.round(Number(text.replace(',', '.')) * scale.factor);
        if (!Number.isFinite(value)) return { ok: false, problem: 'Enter a number.' };
        const problem = numberProblem(endpoint, props.path, value, scale);
        return problem === null ? ok(value) : { ok: false, problem };
      }}
    />
  );
}

interface WordsOptionProps extends OptionProps {
  readonly placeholder?: string;
}

/** A list of words on one line, separated by commas or spaces. */
export function WordsOption(props: WordsOptionProps): ReactNode {
  return (
    <ParsedOption
      {...props}
      isTemplate
      format={(value) => (Array.isArray(value) ? value.join(', ') : '')}
      parse={(text) => ok(text.split(/[\s,]+/).filter((word) => word !== ''))}
    />
  );
}

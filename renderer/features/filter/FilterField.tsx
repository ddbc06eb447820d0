import { useId, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { TextProblem } from '../../../shared/base/result.ts';
import { AnchoredPopup, type AnchorBox } from '../../ui/AnchoredPopup.tsx';
import { SuggestionList } from '../../ui/SuggestionList.tsx';
import { Sentence } from '../../ui/Sentence.tsx';
import { FilterFieldEnd } from './FilterFieldEnd.tsx';
import { FilterLine } from './FilterLine.tsx';
import type { FilterFieldProps } from './filterFieldProps.ts';
import { hintOf, problemsOf, sentenceOf } from './filterProblems.ts';
import { useFilterList, type FilterListControl } from './useFilterList.ts';
import './filterField.css';

/** One line for a filter, in colours; problems are underlined in place; completions and hints are shown below. */
export function FilterField(props: FilterFieldProps): ReactNode {
  const { value, onValue, problem = null, completion, history, label = 'Filter' } = props;
  const id = useId();
  const own = useRef<HTMLInputElement>(null);
  const input = props.inputRef ?? own;
  const field = useRef<HTMLDivElement>(null);
  const [isFocused, setFocused] = useState(false);
  const { problems, sentence, isInvalid } = useFilterProblems(value, problem);
  const isEmpty = value === '';
  const hasHistory = useMemo(() => isEmpty && history.read().length > 0, [isEmpty, history]);
  const list = useFilterList({ input, text: value, completion, history });
  const listId = isFocused && list.items.length > 0 ? `${id}-list` : undefined;
  const keep = (): void => {
    if (problems.length === 0) history.keep(value);
  };
  return (
    <div ref={field} className="filter-field">
      <div className="filter-line">
        <FilterLine
          {...props}
          label={label}
          inputRef={input}
          problems={problems}
          sentence={sentence}
          isInvalid={isInvalid}
          problemId={`${id}-problem`}
          list={list}
          listId={listId}
          hasHistory={hasHistory}
          onFocused={setFocused}
          onDone={keep}
        />
      </div>
      {props.status !== undefined && !isEmpty && <div className="filter-status">{props.status}</div>}
      <FilterFieldEnd
        isEmpty={isEmpty}
        hasHistory={hasHistory}
        onClear={() => {
          onValue('');
          input.current?.focus();
        }}
        onHistory={() => {
          input.current?.focus();
          list.openHistory(-1);
        }}
      />
      <div id={`${id}-problem`} className="spoken">
        {sentence !== null && <Sentence text={sentence} />}
      </div>
      {isFocused && <BelowField field={field} listId={listId} list={list} sentence={sentence} />}
    </div>
  );
}

interface BelowFieldProps {
  readonly field: RefObject<HTMLElement | null>;
  /** Undefined while there is no list. */
  readonly listId: string | undefined;
  readonly list: FilterListControl;
  readonly sentence: string | null;
}

/** What is below the field while a person types: the list, otherwise what is to be said about the filter. */
function BelowField({ field, listId, list, sentence }: BelowFieldProps): ReactNode {
  const place = (): AnchorBox | null => field.current?.getBoundingClientRect() ?? null;
  if (listId !== undefined) {
    return (
      <AnchoredPopup anchor={place}>
        <SuggestionList
          id={listId}
          label={list.shows === 'history' ? 'Last filters' : 'Completions'}
          items={list.items}
          active={list.active}
          onTake={list.take}
        />
      </AnchoredPopup>
    );
  }
  if (sentence === null) return null;
  return (
    <AnchoredPopup key={sentence} anchor={place} className="filter-problem">
      <Sentence text={sentence} />
    </AnchoredPopup>
  );
}

interface FilterProblems {
  readonly problems: readonly TextProblem[];
  /** The problem, or a hint where there is none; null where there is neither. */
  readonly sentence: string | null;
  readonly isInvalid: boolean;
}

/** What is to be said about a filter. */
function useFilterProblems(text: string, engineProblem: string | null): FilterProblems {
  const problems = useMemo(() => problemsOf(text), [text]);
  const hint = useMemo(() => hintOf(text), [text]);
  const problem = sentenceOf(problems, engineProblem);
  return { problems, sentence: problem ?? hint, isInvalid: problem !== null };
}

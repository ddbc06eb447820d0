import { useId, useMemo, useRef, useState, type ReactNode } from 'react';
import { AnchoredPopup, type AnchorBox } from '../../ui/AnchoredPopup.tsx';
import { SuggestionList } from '../../ui/SuggestionList.tsx';
import { FilterFieldEnd } from './FilterFieldEnd.tsx';
import { FilterLine } from './FilterLine.tsx';
import type { FilterFieldProps } from './filterFieldProps.ts';
import { hintOf, problemsOf, sentenceOf } from './filterProblems.ts';
import { useFilterList } from './useFilterList.ts';
import './filterField.css';

/** One line for a filter, in colours; problems are underlined in place; completions and hints are shown below. */
export function FilterField(props: FilterFieldProps): ReactNode {
  const { value, onValue, problem = null, completion, history, label = 'Filter' } = props;
  const id = useId();
  const own = useRef<HTMLInputElement>(null);
  const input = props.inputRef ?? own;
  const field = useRef<HTMLDivElement>(null);
  const [isFocused, setFocused] = useState(false);
  const problems = useMemo(() => problemsOf(value), [value]);
  const isEmpty = value === '';
  const hasHistory = useMemo(() => isEmpty && history.read().length > 0, [isEmpty, history]);
  const problemSentence = sentenceOf(problems, problem);
  const hint = useMemo(() => hintOf(value), [value]);
  const sentence = problemSentence ?? hint;
  const list = useFilterList({ input, text: value, completion, history });
  const isOpen = isFocused && list.items.length > 0;
  const listId = isOpen ? `${id}-list` : undefined;
  const place = (): AnchorBox | null => field.current?.getBoundingClientRect() ?? null;
  const keep = (): void => {
    if (problems.length === 0) history.keep(value);
  };
  return (
    <div ref={field} className="filter-field">
      <FilterLine
        {...props}
        label={label}
        inputRef={input}
        problems={problems}
        sentence={sentence}
        isInvalid={problemSentence !== null}
        problemId={`${id}-problem`}
        list={list}
        listId={listId}
        hasHistory={hasHistory}
        onFocused={setFocused}
        onDone={keep}
      />
      <FilterFieldEnd
        isEmpty={isEmpty}
        hasHistory={hasHistory}
        onClear={() => {
          onValue('');
          input.current?.focus();
        }}
        onHistory={() => {
          input.current?.focus();
          list.openHistory();
        }}
      />
      <div id={`${id}-problem`} className="spoken">
        {sentence}
      </div>
      {listId !== undefined && (
        <AnchoredPopup anchor={place}>
          <SuggestionList
            id={listId}
            label={list.shows === 'history' ? 'Last filters' : 'Completions'}
            items={list.items}
            active={list.active}
            onTake={list.take}
          />
        </AnchoredPopup>
      )}
      {isFocused && !isOpen && sentence !== null && (
        <AnchoredPopup key={sentence} anchor={place} className="filter-problem">
          {sentence}
        </AnchoredPopup>
      )}
    </div>
  );
}

import {
  useCallback,
  useEffect,
  useRef,
  type InputHTMLAttributes,
  type ReactNode,
  type RefObject,
} from 'react';
import type { TextProblem } from '../../../shared/base/result.ts';
import { suggestionId } from '../../ui/SuggestionList.tsx';
import { FilterText } from './FilterText.tsx';
import type { FilterFieldProps } from './filterFieldProps.ts';
import { pressKey } from './filterKeys.ts';
import type { FilterListControl } from './useFilterList.ts';

interface FilterLineProps extends Omit<FilterFieldProps, 'problem'> {
  readonly label: string;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly problems: readonly TextProblem[];
  /** The problem or hint as a sentence; it is in the element `problemId`. */
  readonly sentence: string | null;
  /** The current text cannot be applied. */
  readonly isInvalid: boolean;
  readonly problemId: string;
  readonly list: FilterListControl;
  /** Undefined while no list is shown. */
  readonly listId: string | undefined;
  /** The field is empty, and there are filters to bring back. */
  readonly hasHistory: boolean;
  readonly onFocused: (isFocused: boolean) => void;
  /** The filter is complete: Enter was pressed, or the field was left. */
  readonly onDone: () => void;
}

/** The input, whose own text is transparent, over the same text in colours. */
export function FilterLine(props: FilterLineProps): ReactNode {
  const { value, inputRef, problems, sentence, list, listId, onFocused, onDone } = props;
  const { follower: colours, follow } = useSameScroll(inputRef, value);
  return (
    <>
      <div ref={colours} className="filter-colours mono" aria-hidden>
        <FilterText text={value} problems={problems} />
      </div>
      <input
        ref={inputRef}
        className="filter-input mono"
        {...spokenAttributes(props)}
        title={sentence ?? undefined}
        placeholder={props.placeholder}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        value={value}
        onChange={({ currentTarget }) => {
          props.onValue(currentTarget.value);
          list.typed(currentTarget.value, currentTarget.selectionStart ?? 0);
        }}
        onSelect={({ currentTarget }) => list.cursorMoved(currentTarget.selectionStart ?? 0)}
        onScroll={follow}
        onFocus={() => onFocused(true)}
        onBlur={() => {
          list.close();
          onFocused(false);
          onDone();
        }}
        onKeyDown={(event) => {
          const wasTaken = pressKey(event, {
            list,
            isOpen: listId !== undefined,
            hasHistory: props.hasHistory,
            submit: (backwards) => {
              onDone();
              props.onSubmit?.(backwards);
            },
            leave: props.onLeave,
          });
          if (!wasTaken) return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
    </>
  );
}

/**
 * Keeps an element scrolled as far as another, for each text, and whenever `follow` is called. Not after each drawing: to ask how far
 * something is scrolled makes the browser lay out what has changed meanwhile.
 */
function useSameScroll(
  leader: RefObject<HTMLElement | null>,
  text: string,
): {
  readonly follower: RefObject<HTMLDivElement | null>;
  readonly follow: () => void;
} {
  const follower = useRef<HTMLDivElement>(null);
  const follow = useCallback((): void => {
    if (follower.current && leader.current) follower.current.scrollLeft = leader.current.scrollLeft;
  }, [leader]);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- another text is scrolled in another way
  useEffect(follow, [follow, text]);
  return { follower, follow };
}

/** What screen readers are told: a combobox, its list, the active item, and the problem with the text. */
function spokenAttributes(props: FilterLineProps): InputHTMLAttributes<HTMLInputElement> {
  const { label, list, listId, isInvalid, sentence, problemId } = props;
  const hasActive = listId !== undefined && list.active >= 0;
  return {
    role: 'combobox',
    'aria-label': label,
    'aria-autocomplete': 'list',
    'aria-haspopup': 'listbox',
    'aria-expanded': listId !== undefined,
    'aria-controls': listId,
    'aria-activedescendant': hasActive ? suggestionId(listId, list.active) : undefined,
    'aria-invalid': isInvalid || undefined,
    'aria-describedby': sentence === null ? undefined : problemId,
  };
}

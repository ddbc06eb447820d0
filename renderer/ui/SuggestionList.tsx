import { useEffect, useRef, type ReactNode } from 'react';
import type { CompletionItem } from '../../shared/base/completion.ts';
import { VisibleText } from './VisibleText.tsx';
import './suggestionList.css';

interface SuggestionListProps {
  readonly id: string;
  readonly label: string;
  readonly items: readonly CompletionItem[];
  readonly active: number;
  readonly onTake: (item: CompletionItem) => void;
}

/** The id of an item, with which the field names the active one. */
export function suggestionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** The list of suggestions. The focus stays in the field. */
export function SuggestionList({ id, label, items, active, onTake }: SuggestionListProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children.item(active)?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div ref={list} id={id} role="listbox" aria-label={label} className="suggestion-list">
      {items.map((item, index) => (
        // A press would take the focus from the field, and close the list.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the field's
        <div
          key={item.label}
          id={suggestionId(id, index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className="suggestion-item"
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(item)}
        >
          <span className="suggestion-label mono">
            <VisibleText text={item.label} />
          </span>
          {item.detail !== '' && (
            <span className="suggestion-detail">
              <VisibleText text={item.detail} />
            </span>
          )}
        </div>
      ))}
    </div>
  );
}

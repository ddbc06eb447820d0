import { Command as List } from 'cmdk';
import { Check } from 'lucide-react';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { searchFor, searchText } from '../../state/base/search.ts';
import { MiddleText } from '../../ui/MiddleText.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import type { ShownTab } from './useShownTabs.tsx';
import { spokenTab } from './WindowTab.tsx';

export interface TabListProps {
  readonly tabs: readonly ShownTab[];
  /** The key of the tab in front. */
  readonly active: string;
  readonly onShow: (key: string) => void;
}

/** Tabs, of which one is found by typing; that begins at once. */
export function TabList({ tabs, active, onShow }: TabListProps): ReactNode {
  const [search, setSearch] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => input.current?.focus(), []);
  const matches = searchFor(search);
  const found = tabs.filter(({ name, aside }) => matches(searchText(name, aside ?? '')));
  return (
    <List label="All tabs" loop shouldFilter={false} defaultValue={active}>
      <List.Input
        ref={input}
        className="all-tabs-search"
        placeholder="Find a tab"
        value={search}
        onValueChange={setSearch}
      />
      <List.List className="all-tabs-list" label="Tabs">
        <List.Empty className="all-tabs-nothing">No results.</List.Empty>
        {found.map(({ key, name, aside, mark }) => (
          <List.Item
            key={key}
            value={key}
            aria-label={spokenTab({ name, aside })}
            className="all-tabs-item"
            onSelect={() => onShow(key)}
          >
            <span className="all-tabs-mark">{mark}</span>
            <span className="all-tabs-name">
              <MiddleText text={name} />
            </span>
            {aside !== null && (
              <span className="tab-aside">
                <VisibleText text={aside} />
              </span>
            )}
            {key === active && <Check size={14} aria-label="in front" />}
          </List.Item>
        ))}
      </List.List>
    </List>
  );
}

import { Command as List } from 'cmdk';
import { Check, ChevronDown } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { searchFor, searchText } from '../../state/base/search.ts';
import { IconButton } from '../../ui/Button.tsx';
import { MiddleText } from '../../ui/MiddleText.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import type { ShownTab } from './useShownTabs.tsx';
import { spokenTab } from './WindowTab.tsx';
import './allTabs.css';

interface AllTabsProps {
  readonly tabs: readonly ShownTab[];
  /** The key of the tab in front. */
  readonly active: string;
  readonly onShow: (key: string) => void;
}

/** The tabs of a strip as a list in which one can be found by typing, since some may be out of sight. */
export function AllTabs({ tabs, active, onShow }: AllTabsProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      title="All tabs"
      className="all-tabs"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<IconButton label="All tabs" data-command="tab.all" icon={<ChevronDown size={16} />} />}
    >
      <TabList
        tabs={tabs}
        active={active}
        onShow={(key) => {
          setOpen(false);
          onShow(key);
        }}
      />
    </Popover>
  );
}

function TabList({ tabs, active, onShow }: AllTabsProps): ReactNode {
  const [search, setSearch] = useState('');
  const matches = searchFor(search);
  const found = tabs.filter(({ name, aside }) => matches(searchText(name, aside ?? '')));
  return (
    <List label="All tabs" loop shouldFilter={false} defaultValue={active}>
      <List.Input
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

import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import './tabs.css';

interface TabsProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly tabs: readonly {
    readonly value: Value;
    readonly label: string;
    readonly disabled?: boolean;
    readonly content: ReactNode;
  }[];
  /** For views with elements of their own that Tab reaches: their panel is then no further stop before them. */
  readonly hasOwnStops?: boolean;
  /** Shown at the end of the row of tabs. */
  readonly aside?: ReactNode;
  readonly onValue: (value: Value) => void;
}

/** Several views of one thing, one of them shown. For the tabs of the window itself see features/window/TabStrip. */
export function Tabs<Value extends string>(props: TabsProps<Value>): ReactNode {
  const { label, value, tabs, aside, hasOwnStops = false, onValue } = props;
  return (
    <Base.Root
      className="tabs"
      value={value}
      onValueChange={(chosen) => {
        const next = tabs.find((tab) => tab.value === chosen);
        if (next) onValue(next.value);
      }}
    >
      <div className="tabs-line">
        <Base.List aria-label={label} className="tabs-list" activateOnFocus>
          {tabs.map((tab) => (
            <Base.Tab key={tab.value} value={tab.value} disabled={tab.disabled ?? false} className="tabs-tab">
              {tab.label}
            </Base.Tab>
          ))}
        </Base.List>
        {aside}
      </div>
      {tabs.map((tab) => (
        <Base.Panel
          key={tab.value}
          value={tab.value}
          className="tabs-panel"
          {...(hasOwnStops && { tabIndex: -1 })}
        >
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}

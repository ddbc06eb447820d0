import { ChartColumn, Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { FilterMode } from '../../state/records/recordFilter.ts';
import type { RecordView } from '../../state/records/recordView.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Menu, type MenuItem } from '../../ui/Menu.tsx';
import { Toolbar, ToolbarButton } from '../../ui/Toolbar.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { FollowToggle } from './FollowToggle.tsx';
import './timelineBar.css';

interface TimelineBarProps {
  readonly view: RecordView;
  readonly filterField: ReactNode;
  readonly goTo: ReactNode;
  /** The button for what the table shows. */
  readonly tableMenu: ReactNode;
  readonly isChartShown: boolean;
  readonly onChart: (shown: boolean) => void;
  /** The actions on the whole session; without any there is no menu. */
  readonly menu: readonly MenuItem[];
}

const modes: readonly { readonly value: FilterMode; readonly label: string }[] = [
  { value: 'filter', label: 'Filter' },
  { value: 'find', label: 'Find' },
];

/** One row above the timeline: the filter, how matches are shown, and where to go. */
export function TimelineBar(props: TimelineBarProps): ReactNode {
  const { view, filterField, goTo, tableMenu, isChartShown, onChart, menu } = props;
  const mode = useStore(view.filter.store, (state) => state.mode);
  return (
    <div className="timeline-bar">
      {filterField}
      <Segmented label="Show" value={mode} options={modes} onValue={(value) => view.filter.setMode(value)} />
      <Toolbar label="Timeline" className="timeline-tools">
        {view.live && <FollowToggle view={view} />}
        <ToolbarButton>
          <IconButton
            label={isChartShown ? 'Hide the chart' : 'Show the chart'}
            aria-pressed={isChartShown}
            icon={<ChartColumn size={16} />}
            onClick={() => onChart(!isChartShown)}
          />
        </ToolbarButton>
        {tableMenu}
        {goTo}
        {menu.length > 0 && (
          <Menu
            label="Clear or keep"
            items={menu}
            trigger={
              <ToolbarButton>
                <IconButton label="Clear or keep" icon={<Ellipsis size={16} />} />
              </ToolbarButton>
            }
          />
        )}
      </Toolbar>
    </div>
  );
}

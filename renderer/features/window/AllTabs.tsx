import { ChevronDown } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { LaterCode } from '../../state/base/laterCode.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Later } from '../../ui/Later.tsx';
import { NotLoaded } from '../../ui/NotLoaded.tsx';
import { Popover } from '../../ui/Popover.tsx';
import type { TabListProps } from './TabList.tsx';
import './allTabs.css';

const tabListCode = new LaterCode(() => import('./TabList.tsx'));

/** The tabs of a strip as a list in which one can be found by typing, since some may be out of sight. */
export function AllTabs({ tabs, active, onShow }: TabListProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      title="All tabs"
      className="all-tabs"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<IconButton label="All tabs" data-command="tab.all" icon={<ChevronDown size={16} />} />}
    >
      <Later code={tabListCode} failed={<NotLoaded code={tabListCode} />}>
        {({ TabList }) => (
          <TabList
            tabs={tabs}
            active={active}
            onShow={(key) => {
              setOpen(false);
              onShow(key);
            }}
          />
        )}
      </Later>
    </Popover>
  );
}

import { Columns3Cog } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore, type StoreApi } from 'zustand';
import type { Endpoint } from '../../../shared/model/connection.ts';
import type { RecordView } from '../../state/records/recordView.ts';
import type { TableLayout } from '../../state/window/tableLayout.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { ToolbarButton } from '../../ui/Toolbar.tsx';
import { tableMenu } from './tableMenu.ts';
import { useShownColumns } from './useTable.ts';

interface TableMenuButtonProps {
  readonly view: RecordView;
  readonly layout: StoreApi<TableLayout>;
  readonly endpoint: Endpoint;
}

/** The button that opens the menu of the table. */
export function TableMenuButton({ view, layout, endpoint }: TableMenuButtonProps): ReactNode {
  const hasSeveralPeers = useStore(view.store, (state) => state.hasSeveralPeers);
  const shown = useShownColumns(layout, endpoint, hasSeveralPeers);
  // The menu reads them itself, but has to be drawn again when they change.
  useStore(layout);
  useStore(view.reference);
  const label = 'Columns, times and rows';
  return (
    <Menu
      label={label}
      items={tableMenu({ layout, view, shown })}
      trigger={
        <ToolbarButton>
          <IconButton label={label} icon={<Columns3Cog size={16} />} />
        </ToolbarButton>
      }
    />
  );
}

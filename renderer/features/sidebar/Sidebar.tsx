import { FolderOpen, FolderPlus, Import, Plus, Search } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { WorkbenchActions } from '../../state/window/actions.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import { IconButton } from '../../ui/Button.tsx';
import { joinClasses } from '../../ui/joinClasses.ts';
import { ContextMenu } from '../../ui/ContextMenu.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { Toolbar, ToolbarButton } from '../../ui/Toolbar.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { ConnectionTree } from './ConnectionTree.tsx';
import { ProblemList } from './ProblemList.tsx';
import { RecordingList } from './RecordingList.tsx';
import { importItems, menuOfConnections, menuOfRecordings } from './sectionMenus.tsx';
import { StorageMeter } from './StorageMeter.tsx';
import { useFileDrop } from './useFileDrop.ts';
import './sidebar.css';

interface SidebarProps {
  readonly state: WorkbenchState;
  readonly actions: WorkbenchActions;
}

/** The contents of the workspace: connections and recordings, and their disk space. */
export const Sidebar = memo(function Sidebar({ state, actions }: SidebarProps): ReactNode {
  const drop = useFileDrop(actions.importDropped);
  return (
    <nav className="sidebar" aria-label="Workspace" data-pane="sidebar" {...drop.listeners}>
      <SearchField state={state} />
      <ContextMenu label="Connections" itemsAt={() => menuOfConnections(state, actions)}>
        <section
          className={joinClasses('sidebar-section sidebar-connections', drop.into === '' && 'is-drop')}
          aria-labelledby="sidebar-connections"
        >
          <header className="sidebar-header">
            <h2 id="sidebar-connections">Connections</h2>
            <NewConnections actions={actions} />
          </header>
          <ConnectionTree state={state} actions={actions} fileDrop={drop.into} />
          <ProblemList state={state} />
          {drop.into !== null && (
            <p role="status" className="sidebar-drop-place">
              Import into <VisibleText text={drop.into || 'Connections'} />
            </p>
          )}
        </section>
      </ContextMenu>
      <ContextMenu label="Recordings" itemsAt={() => menuOfRecordings(state, actions)}>
        <section className="sidebar-section sidebar-recordings" aria-labelledby="sidebar-recordings">
          <header className="sidebar-header">
            <h2 id="sidebar-recordings">Recordings</h2>
            <IconButton
              label="Open a .wbs file…"
              icon={<FolderOpen size={16} />}
              onClick={() => actions.openRecordingFile()}
            />
          </header>
          <RecordingList state={state} actions={actions} />
        </section>
      </ContextMenu>
      <StorageMeter state={state} />
    </nav>
  );
});

/** What adds connections: an import, a new folder, a new connection. */
function NewConnections({ actions }: { readonly actions: WorkbenchActions }): ReactNode {
  return (
    <Toolbar label="Add connections" className="sidebar-buttons">
      <Menu
        label="Import"
        items={importItems(actions)}
        trigger={
          <ToolbarButton>
            <IconButton label="Import…" icon={<Import size={16} />} />
          </ToolbarButton>
        }
      />
      <ToolbarButton>
        <IconButton
          label="New folder"
          icon={<FolderPlus size={16} />}
          onClick={() => actions.newFolder('')}
        />
      </ToolbarButton>
      <ToolbarButton>
        <IconButton
          label="New connection"
          keys="Alt+N"
          icon={<Plus size={16} />}
          onClick={() => actions.newConnection()}
        />
      </ToolbarButton>
    </Toolbar>
  );
}

/** A part of its own, so that what is typed is drawn without the rest of the sidebar. */
function SearchField({ state }: { state: WorkbenchState }): ReactNode {
  const search = useStore(state.sidebar, (sidebar) => sidebar.search);
  return (
    <div className="sidebar-search">
      <Search size={14} aria-hidden />
      <input
        type="search"
        aria-label="Search connections and recordings"
        placeholder="Search"
        dir="auto"
        spellCheck={false}
        value={search}
        onChange={(event) => state.sidebar.setState({ search: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') state.sidebar.setState({ search: '' });
        }}
      />
    </div>
  );
}

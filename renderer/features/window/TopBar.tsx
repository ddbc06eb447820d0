import { PanelLeft, Search, Settings } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { WorkbenchActions } from '../../state/window/actions.ts';
import { isSidebarShown } from '../../state/window/sidebarShown.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import { IconButton } from '../../ui/Button.tsx';
import { formatKeys } from '../../ui/keys.ts';
import { EnvironmentChoice } from './EnvironmentChoice.tsx';
import { LostStrip } from './LostStrip.tsx';
import { Mark } from './Mark.tsx';
import { WorkspaceMenu } from './WorkspaceMenu.tsx';
import './window.css';

interface TopBarProps {
  readonly state: WorkbenchState;
  readonly actions: WorkbenchActions;
  readonly onPalette: () => void;
}

export function TopBar({ state, actions, onPalette }: TopBarProps): ReactNode {
  return (
    <header className="top-bar">
      <SidebarButton sidebarShown={state.sidebarShown} />
      <Mark />
      <WorkspaceMenu state={state} actions={actions} />
      <LostStrip state={state} />
      <EnvironmentChoice
        environments={state.environments}
        onEdit={() => state.dialogs.setState({ kind: 'environments' }, true)}
      />
      <button type="button" className="top-palette" onClick={onPalette}>
        <Search size={14} aria-hidden />
        <span>Search or run a command</span>
        <kbd>{formatKeys('Mod+K')}</kbd>
      </button>
      <IconButton
        label="Settings"
        keys="Mod+,"
        icon={<Settings size={16} aria-hidden />}
        onClick={() => state.dialogs.setState({ kind: 'settings' }, true)}
      />
    </header>
  );
}

function SidebarButton({ sidebarShown }: Pick<WorkbenchState, 'sidebarShown'>): ReactNode {
  const isShown = useStore(sidebarShown.store, isSidebarShown);
  return (
    <IconButton
      label={isShown ? 'Hide the sidebar' : 'Show the sidebar'}
      keys="Mod+B"
      icon={<PanelLeft size={16} aria-hidden />}
      onClick={() => sidebarShown.toggle()}
    />
  );
}

import { Contrast, Monitor, Moon, Search, Sun } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { themeChoices, themeNames, type ThemeStore } from '../../state/window/theme.ts';
import type { WorkbenchActions } from '../../state/window/actions.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import { IconButton } from '../../ui/Button.tsx';
import { formatKeys } from '../../ui/keys.ts';
import { Menu } from '../../ui/Menu.tsx';
import { EnvironmentChoice } from './EnvironmentChoice.tsx';
import { LostStrip } from './LostStrip.tsx';
import { Mark } from './Mark.tsx';
import { WorkspaceMenu } from './WorkspaceMenu.tsx';
import './window.css';

interface TopBarProps {
  readonly state: WorkbenchState;
  readonly actions: WorkbenchActions;
  readonly theme: ThemeStore;
  readonly onPalette: () => void;
}

const themeIcons = { system: Monitor, light: Sun, dark: Moon, contrast: Contrast } as const;

export function TopBar({ state, actions, theme, onPalette }: TopBarProps): ReactNode {
  const { choice } = useStore(theme.store);
  const Icon = themeIcons[choice];
  return (
    <header className="top-bar">
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
      <Menu
        label="Theme"
        trigger={<IconButton label={`Theme: ${themeNames[choice]}`} icon={<Icon size={16} />} />}
        items={themeChoices.map((each) => {
          const Each = themeIcons[each];
          return {
            label: themeNames[each],
            icon: <Each size={16} />,
            checked: each === choice,
            run: () => theme.choose(each),
          };
        })}
      />
    </header>
  );
}

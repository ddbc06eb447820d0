import { createStore } from 'zustand/vanilla';
import type { MarkColour } from '../../shared/model/mark.ts';
import type { CommandParts } from '../../renderer/commands/command.ts';
import { commandsOfTab } from '../../renderer/commands/commandsOfTab.ts';
import { createFilterHistory } from '../../renderer/state/records/filterHistory.ts';
import { createInspecting } from '../../renderer/state/window/inspecting.ts';
import { usualLayout } from '../../renderer/state/window/tableLayout.ts';
import { createClearedViews } from '../../renderer/state/window/clearedViews.ts';
import { createOpenViews } from '../../renderer/state/window/openViews.ts';
import { createReplayNews } from '../../renderer/state/window/replayNews.ts';
import { createRecentCommands } from '../../renderer/state/window/recentCommands.ts';
import { createThemeStore } from '../../renderer/state/window/theme.ts';
import type { WorkbenchParts } from '../../renderer/state/window/workbenchParts.ts';
import type { TestWindow } from './testWindow.ts';

/** The parts of a window without its page. */
export function windowParts({
  state,
  actions,
  drafts,
  storage,
}: Pick<TestWindow, 'state' | 'actions' | 'drafts' | 'storage'>): WorkbenchParts & CommandParts {
  const parts: WorkbenchParts = {
    ...{ state, actions, drafts },
    views: createOpenViews({
      client: state.client,
      recordings: state.recordings,
      environment: () => null,
      cleared: createClearedViews(storage),
      replays: createReplayNews(),
    }),
    theme: createThemeStore(storage, { dark: false, contrast: false }),
    filterHistory: createFilterHistory(storage),
    recentCommands: createRecentCommands(storage),
    filters: new Map(),
    markColour: createStore<MarkColour>(() => 'red'),
    chartShown: createStore(() => true),
    inspecting: createInspecting(storage),
    tableLayout: createStore(() => usualLayout),
    tableWords: new Map(),
    notifier: null,
    copyText: () => Promise.resolve(),
  };
  return { ...parts, commandsOfTab: (page, which) => commandsOfTab(parts, page, which) };
}

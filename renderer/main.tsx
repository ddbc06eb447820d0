import './state/window/withoutEval.ts';
import { createRoot } from 'react-dom/client';
import { contract } from '../shared/contract/contract.ts';
import { createClient } from '../shared/rpc/client.ts';
import { commandById } from './commands/hostMenus.ts';
import { connect, isDesktop } from './host/connect.ts';
import { createBrowserNotifier, createDesktopNotifier } from './host/notifier.ts';
import { createBrowserFiles } from './host/browserFiles.ts';
import { createDesktopFiles } from './host/desktopFiles.ts';
import { createActions } from './state/window/actions.ts';
import { createChartShown } from './state/window/chartShown.ts';
import { createDraftStore } from './state/window/drafts.ts';
import { followMessages } from './state/window/messageChanges.ts';
import { followErrands } from './state/window/errands.ts';
import { followNewConnections } from './state/window/followNewConnections.ts';
import { createFilterHistory } from './state/records/filterHistory.ts';
import { createReplayNews } from './state/window/replayNews.ts';
import { tellHostSettings } from './state/window/hostSettings.ts';
import { createInspecting } from './state/window/inspecting.ts';
import { createMarkColour } from './state/window/markRecords.ts';
import { followNews } from './state/window/news.ts';
import { createPersonalStorage } from './state/window/personalStorage.ts';
import { createClearedViews } from './state/window/clearedViews.ts';
import { tellShownSessions } from './state/window/shownSessions.ts';
import { createTableLayout, readTableLayout } from './state/window/tableLayout.ts';
import { createRecentCommands } from './state/window/recentCommands.ts';
import { createThemeStore } from './state/window/theme.ts';
import { createWorkbenchState } from './state/window/workbench.ts';
import { Workbench, type ShellParts } from './Workbench.tsx';
import { laterTabs } from './tabs/laterTabs.ts';
import { dialogCode, paletteCode, prepareWhenIdle } from './laterParts.ts';
import { copyText } from './ui/copyText.ts';
import { drawTextSizes } from './ui/textSizes.ts';
import { SizedUi } from './SizedUi.tsx';
import { HasTextMenu } from './ui/hostMenu.ts';
import './ui/theme.css';
import './ui/base.css';

const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');
const prefersContrast = window.matchMedia('(prefers-contrast: more)');
const client = createClient(contract);
const personal = createPersonalStorage(localStorage, client);
const theme = createThemeStore(personal, preference());
theme.store.subscribe(drawTheme);
drawTheme();
for (const query of [prefersDark, prefersContrast]) {
  query.addEventListener('change', () => theme.preferenceChanged(preference()));
}

const files = isDesktop(location)
  ? createDesktopFiles(client, document)
  : createBrowserFiles(client, document);
const state = createWorkbenchState(client, files, personal, sessionStorage);
state.settings.store.subscribe(drawSizes);
drawSizes();
const drafts = createDraftStore(localStorage);
followMessages({ state, drafts });
followNewConnections({ state, drafts });
window.addEventListener('pagehide', () => {
  drafts.keepNow();
  state.edits.keepNow();
});
const replays = createReplayNews();
const tabCode = laterTabs(() => parts, {
  client,
  recordings: state.recordings,
  environment: () => state.environments.store.getState().active,
  cleared: createClearedViews(sessionStorage),
  replays,
});
// What was open before is shown at once.
if (state.tabs.store.getState().tabs.length > 0) tabCode.prepare();
tellShownSessions(client, {
  sessions: state.sessions.store,
  tabs: state.tabs.store,
  replayed: replays.replayed,
});
const notifier = isDesktop(location)
  ? createDesktopNotifier(client)
  : createBrowserNotifier(window, (command) => commandById(parts, document, command)?.run());
const parts: ShellParts = {
  state,
  actions: createActions(state, drafts),
  drafts,
  theme,
  filterHistory: createFilterHistory(localStorage),
  recentCommands: createRecentCommands(localStorage),
  filters: new Map(),
  markColour: createMarkColour(localStorage),
  chartShown: createChartShown(localStorage),
  inspecting: createInspecting(localStorage),
  tableLayout: createTableLayout(personal),
  tableWords: new Map(),
  notifier,
  copyText,
  tabCode,
  commandsOfTab: (page, which) => {
    const tabs = tabCode.read();
    return tabs.state === 'loaded' ? tabs.code.commandsOfTab(tabs.code.parts, page, which) : [];
  },
};
followNews(
  {
    sessions: state.sessions.store,
    replayEnds: replays.replayEnds,
    nameOf: (id) => state.recordings.get(id)?.name ?? 'a recording',
    nowMs: () => performance.now(),
  },
  (news) => {
    if (state.settings.store.getState().notifies && !document.hasFocus()) notifier?.tell(news);
  },
);
if (isDesktop(location)) tellHostSettings(client, { settings: state.settings, theme });
followErrands(state, parts.actions);
state.status.subscribe((status) => {
  if (status.state === 'open') void refreshPreferences();
});
// Another window may have changed them meanwhile, of this workspace or of another one.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void refreshPreferences();
});
connect(client, window);

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element.');
createRoot(root).render(
  <HasTextMenu value={isDesktop(location)}>
    <SizedUi settings={state.settings}>
      <Workbench parts={parts} />
    </SizedUi>
  </HasTextMenu>,
);
prepareWhenIdle(window, state.connections, [tabCode, dialogCode, paletteCode]);

function preference(): { dark: boolean; contrast: boolean } {
  return { dark: prefersDark.matches, contrast: prefersContrast.matches };
}

/** Takes what the person has chosen elsewhere. Without the engine, it stays as it is here. */
async function refreshPreferences(): Promise<void> {
  if (!(await personal.refresh().catch(() => false))) return;
  theme.reread();
  state.settings.reread();
  parts.tableLayout.setState(readTableLayout(personal), true);
}

function drawSizes(): void {
  const { textSize: text, monoSize: mono } = state.settings.store.getState();
  drawTextSizes(document.documentElement, { text, mono });
}

function drawTheme(): void {
  document.documentElement.dataset['theme'] = theme.store.getState().theme;
}

import { Sentence } from './ui/Sentence.tsx';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { visibleLine } from '../shared/bytes/visibleText.ts';
import { Columns } from './Columns.tsx';
import type { CommandParts } from './commands/command.ts';
import { commandByKeys, commandsOf, helpKeys, paletteKeys } from './commands/commands.ts';
import { ClosedPage } from './features/window/ClosedPage.tsx';
import { DropLayer } from './features/window/DropLayer.tsx';
import { QuestionDialog } from './features/window/QuestionDialog.tsx';
import { StatusBar } from './features/window/StatusBar.tsx';
import { TopBar } from './features/window/TopBar.tsx';
import { UpdateStrip } from './features/window/UpdateStrip.tsx';
import { keyOfTab, tabInFront } from './state/window/tabs.ts';
import { paletteCode } from './laterParts.ts';
import { ShownDialog } from './ShownDialog.tsx';
import { TabArea } from './tabs/TabArea.tsx';
import type { TabParts } from './tabs/laterTabs.ts';
import { useShownSession } from './tabs/useShownSession.ts';
import { nameOfWorkspace } from './state/workspace/recentWorkspaces.ts';
import { Later } from './ui/Later.tsx';
import { LaterModal } from './ui/LaterModal.tsx';
import { isModalOpen } from './ui/isModalOpen.ts';
import { isModHeld, matchesKeys, type Keys } from './ui/keys.ts';
import { Toasts } from './ui/Toasts.tsx';
import { useHostMenus } from './useHostMenus.ts';
import { useTypedAhead } from './useTypedAhead.ts';
import './workbench.css';

/** What the window is made of, and finds commands for. */
export type ShellParts = CommandParts & TabParts;

/** The window. */
export function Workbench({ parts }: { parts: ShellParts }): ReactNode {
  const status = useStore(parts.state.status);
  const [isPaletteShown, setPaletteShown] = useState(false);
  const showPalette = useCallback(() => setPaletteShown(true), []);
  const hidePalette = useCallback(() => setPaletteShown(false), []);
  useWindowKeys(parts, showPalette);
  useWindowTitle(parts);
  useHostMenus(parts, showPalette);
  useTypedAhead(parts.state.typedAhead);
  if (status.state === 'closed') return <ClosedPage reason={status.reason} />;
  return (
    <div className="workbench">
      <TopBar state={parts.state} actions={parts.actions} onPalette={showPalette} />
      <Columns parts={parts}>
        <MainColumn parts={parts} />
      </Columns>
      <QuestionDialog questions={parts.state.questions} />
      <ShownDialog parts={parts} />
      <Announcer announced={parts.state.announced} />
      {isPaletteShown && (
        <LaterModal code={paletteCode} onClose={hidePalette}>
          {({ Palette }) => (
            <Palette
              commands={commandsOf(parts, document)}
              recent={parts.recentCommands}
              onClose={hidePalette}
            />
          )}
        </LaterModal>
      )}
    </div>
  );
}

/** Windows are told apart by their workspaces, in the list of windows and among the tabs of a browser. */
function useWindowTitle({ state }: ShellParts): void {
  const app = useStore(state.app);
  useEffect(() => {
    if (app) document.title = `${visibleLine(nameOfWorkspace(app.workspace))} · Wirebench`;
  }, [app]);
}

function MainColumn({ parts }: { parts: ShellParts }): ReactNode {
  const { state } = parts;
  const tab = useStore(state.tabs.store, tabInFront);
  return (
    <div className="main-column">
      <TabArea parts={parts} />
      <DropLayer state={state} actions={parts.actions} />
      <UpdateStrip state={state} />
      <ToastRegion parts={parts} />
      <StatusBar
        state={state}
        session={useShownSession(parts, tab)}
        selection={
          tab && (
            <Later code={parts.tabCode}>
              {({ SelectionOfTab, parts: all }) => (
                <SelectionOfTab key={keyOfTab(tab)} tab={tab} parts={all} />
              )}
            </Later>
          )
        }
      />
    </div>
  );
}

/** Tells screen readers of what others see happen. */
function Announcer({ announced }: Pick<ShellParts['state'], 'announced'>): ReactNode {
  return (
    <div role="status" aria-label="What has happened" className="spoken">
      <Sentence text={useStore(announced)} />
    </div>
  );
}

function ToastRegion({ parts }: { parts: ShellParts }): ReactNode {
  const { toasts } = parts.state;
  return <Toasts toasts={useStore(toasts.store)} onClose={(id) => toasts.close(id)} />;
}

/** What a browser does with a text, wherever the focus is. */
const editKeys: readonly Keys[] = ['Mod+Z', 'Mod+Shift+Z', 'Mod+Y'];

/** Runs commands by their keys, wherever the focus is; a field or list that handles the key itself comes first. */
function useWindowKeys(parts: ShellParts, showPalette: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const isModal = isModalOpen(document);
      if (paletteKeys.some((keys) => matchesKeys(event, keys))) {
        event.preventDefault();
        if (!isModal) showPalette();
        return;
      }
      // Hands press it in any program, and a browser would offer to save the page.
      if (matchesKeys(event, 'Mod+S')) event.preventDefault();
      // Otherwise the browser would undo or do again what was typed last, in whatever field that was.
      if (editKeys.some((keys) => matchesKeys(event, keys)) && !isEditable(event.target))
        event.preventDefault();
      if (isModal) return;
      if (matchesKeys(event, 'Mod+A') && !isEditable(event.target)) {
        // Otherwise the browser would select the text of the whole window.
        event.preventDefault();
        return;
      }
      const isQuestion = event.key === '?' && !isEditable(event.target) && !isModHeld(event) && !event.altKey;
      const command = commandByKeys(
        parts,
        document,
        (keys) => matchesKeys(event, keys) || (isQuestion && keys === helpKeys),
      );
      if (!command || (command.notWhileTyping === true && isEditable(event.target))) return;
      event.preventDefault();
      if (!event.repeat || !command.acts) command.run();
    };
    // The lines between panes would go round among themselves, and there is but one in each group.
    const pressedOnLine = (event: KeyboardEvent): void => {
      if (event.key !== 'F6' || !isPaneLine(event.target)) return;
      event.stopPropagation();
      pressed(event);
    };
    window.addEventListener('keydown', pressedOnLine, { capture: true });
    window.addEventListener('keydown', pressed);
    return () => {
      window.removeEventListener('keydown', pressedOnLine, { capture: true });
      window.removeEventListener('keydown', pressed);
    };
  }, [parts, showPalette]);
}

function isPaneLine(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('[role="separator"]');
}

function isEditable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea'));
}

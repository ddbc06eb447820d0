import { useLayoutEffect } from 'react';
import { hasPeers } from '../state/sessions/sendTargets.ts';
import { recordsOf } from '../state/window/recordsOfTab.ts';
import type { Tab } from '../state/window/tabs.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import type { SessionInfo } from '../../shared/model/session.ts';

/** Keeps a view as long as it is shown, however many others are used on the other side of the window. */
export function useHeld({ views }: WorkbenchParts, view: object): void {
  useLayoutEffect(() => {
    const held = views.hold(view);
    return () => held.dispose();
  }, [views, view]);
}

/** The same for the views of a tab. */
export function useHeldTab(parts: WorkbenchParts, tab: Tab, session: SessionInfo | undefined): void {
  const { views } = parts;
  const id = session?.id;
  const peersOf = session && hasPeers(session.endpoint) ? session.id : undefined;
  useLayoutEffect(() => {
    const shown = [
      recordsOf(parts, tab),
      peersOf && views.peers(peersOf),
      tab.kind === 'recording' ? views.recording(tab.id) : undefined,
    ];
    const held = shown.flatMap((view) => (view ? [views.hold(view)] : []));
    return () => held.forEach((each) => each.dispose());
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- another session has other records
  }, [parts, views, tab, id, peersOf]);
}

import { useMemo, type ReactNode } from 'react';
import type { Tab } from '../state/window/tabs.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import { TabContent } from './TabContent.tsx';
import { useHeldTab } from './useHeld.ts';
import { useShownSession } from './useShownSession.ts';

/** What the tab in front of a side shows. */
export function ShownTab({ tab, parts }: { readonly tab: Tab; readonly parts: WorkbenchParts }): ReactNode {
  const session = useShownSession(parts, tab);
  useHeldTab(parts, tab, session);
  return useMemo(() => <TabContent tab={tab} session={session} parts={parts} />, [tab, session, parts]);
}

import type { ReactNode } from 'react';
import { SelectionStatus } from '../features/window/SelectionStatus.tsx';
import { keyOfSource } from '../state/window/inspecting.ts';
import { recordsOf } from '../state/window/recordsOfTab.ts';
import type { Tab } from '../state/window/tabs.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import { useShownSession } from './useShownSession.ts';

interface SelectionOfTabProps {
  readonly tab: Tab;
  readonly parts: WorkbenchParts;
}

/** What is selected among the records of a tab, for the status bar. */
export function SelectionOfTab({ tab, parts }: SelectionOfTabProps): ReactNode {
  // Its records are another list once another session runs.
  useShownSession(parts, tab);
  const view = recordsOf(parts, tab);
  return view && <SelectionStatus key={keyOfSource(view.source)} client={parts.state.client} view={view} />;
}

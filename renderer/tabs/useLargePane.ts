import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { LargePane } from '../features/sessionPane/useLargeFocus.ts';
import type { RecordView } from '../state/records/recordView.ts';
import { keyOfSource, leaveLarge } from '../state/window/inspecting.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

/** Whether the inspector of a view covers its list, and the way back; never without a view. */
export function useLargePane(view: RecordView | null, parts: WorkbenchParts): LargePane {
  const key = view && keyOfSource(view.source);
  const isLarge = useStore(parts.inspecting, ({ large }) => key !== null && large === key);
  return useMemo(() => ({ isLarge, leave: () => leaveLarge(parts) }), [isLarge, parts]);
}

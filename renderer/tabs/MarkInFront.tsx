import { useState, type ReactNode } from 'react';
import { MarkDialog } from '../dialogs/MarkDialog.tsx';
import { recordsInFront } from '../state/window/recordsOfTab.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

interface MarkInFrontProps {
  readonly parts: WorkbenchParts;
  readonly onClose: () => void;
}

/** Marks the records that were in front as the dialog was opened: another session may take their place meanwhile. */
export function MarkInFront(props: MarkInFrontProps): ReactNode {
  const [view] = useState(() => recordsInFront(props.parts));
  return view && <MarkDialog view={view} {...props} />;
}

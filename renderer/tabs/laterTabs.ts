import type * as TabCode from './tabCode.ts';
import { LaterCode } from '../state/base/laterCode.ts';
import type { OpenViewsParts } from '../state/window/openViews.ts';
import type { WindowParts, WorkbenchParts } from '../state/window/workbenchParts.ts';

type Code = typeof TabCode;

/** What tabs show, once its code is there. */
interface LoadedTabs extends Omit<Code, 'createOpenViews'> {
  readonly parts: WorkbenchParts;
}

/** The parts of the window, and what tabs show. */
export interface TabParts extends WindowParts {
  readonly tabCode: LaterCode<LoadedTabs>;
}

/** The code of what tabs show, with the views that it needs. `parts` are looked up when it is there. */
export function laterTabs(parts: () => WindowParts, views: OpenViewsParts): LaterCode<LoadedTabs> {
  return new LaterCode(async () => {
    const code = await import('./tabCode.ts');
    const { commandsOfTab, MarkInFront, SelectionOfTab, ShownTab } = code;
    const whole = { ...parts(), views: code.createOpenViews(views) };
    return { commandsOfTab, MarkInFront, SelectionOfTab, ShownTab, parts: whole };
  });
}

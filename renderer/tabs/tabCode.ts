/**
 * What tabs show, and the commands for it. `laterTabs.ts` loads it with the first tab; whoever is there before imports nothing from here.
 * Text is written and read in other encodings than UTF-8 from here on.
 */
import '../../shared/bytes/allEncodings.ts';

export { commandsOfTab } from '../commands/commandsOfTab.ts';
export { createOpenViews } from '../state/window/openViews.ts';
export { MarkInFront } from './MarkInFront.tsx';
export { SelectionOfTab } from './SelectionOfTab.tsx';
export { ShownTab } from './ShownTab.tsx';

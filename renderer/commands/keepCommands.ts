import { hasEnded } from '../../shared/model/session.ts';
import { keepNewest } from '../state/sessions/keeping.ts';
import { sessionOf } from '../state/window/recordsOfTab.ts';
import type { Tab } from '../state/window/tabs.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import type { Command } from './command.ts';

/** How much a session that runs keeps. */
export function keepCommands(parts: WorkbenchParts, tab: Tab, group: string): Command[] {
  const { client, dialogs, toasts } = parts.state;
  const session = sessionOf(parts, tab);
  if (!session || hasEnded(session.phase)) return [];
  const words = 'limit retention ring buffer';
  const everything: Command = {
    id: 'records.keepAll',
    title: 'Keep everything',
    group,
    words,
    run: () => toasts.run(() => keepNewest(client, session, null)),
  };
  return [
    ...(session.keep === null ? [] : [everything]),
    {
      id: 'records.keepNewest',
      title: 'Keep only the newest…',
      group,
      words,
      run: () => dialogs.setState({ kind: 'keep', session: session.id }, true),
    },
  ];
}

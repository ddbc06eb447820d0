import { hostPages, type HostPage } from '../../shared/contract/host.ts';
import { showDocs } from '../state/window/showDocs.ts';
import type { WindowParts } from '../state/window/workbenchParts.ts';
import type { Command } from './command.ts';

const titles: Readonly<Record<HostPage, string>> = {
  docs: 'Documentation',
  logs: 'Show the logs',
  report: 'Save a report for an issue…',
  notices: 'Show the notices of third parties',
  about: 'About Wirebench',
};

const words: Readonly<Record<HostPage, string>> = {
  docs: 'help manual guide how to tour filter language security model',
  logs: 'help log file folder warnings diagnostics',
  report: 'help bug problem diagnostics versions attach',
  notices: 'help licenses licences open source credits',
  about: 'help version',
};

/** Looks for a new version of the program. */
export const updatesCommand = 'help.updates';

/** Beside the page, wherever that is served. */
const noticesUrl = '/THIRD-PARTY-NOTICES.txt';

/** What the program shows beside the window; in a browser, only what lies beside the page. */
export function hostCommands({ state }: WindowParts, document: Document): Command[] {
  const docs = hostCommand('docs', () => showDocs(state, document));
  if (state.app.getState()?.host !== 'desktop') {
    return [docs, hostCommand('notices', () => void open(noticesUrl, '_blank', 'noopener'))];
  }
  const others = hostPages.filter((page) => page !== 'docs');
  return [
    docs,
    ...updateCommands(state),
    ...others.map((page) =>
      hostCommand(page, () =>
        state.toasts.run(async () => void (await state.client.call('host.show', { page }))),
      ),
    ),
  ];
}

/** Only where somebody can be asked. */
function updateCommands({ updates }: WindowParts['state']): Command[] {
  if (updates.store.getState().from === null) return [];
  return [
    {
      id: updatesCommand,
      title: 'Check for updates…',
      group: 'Help',
      words: 'new version upgrade release download',
      run: () => updates.take('look'),
    },
  ];
}

function hostCommand(page: HostPage, run: Command['run']): Command {
  return { id: `help.${page}`, title: titles[page], group: 'Help', words: words[page], run };
}

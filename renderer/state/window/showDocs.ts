import type { WorkbenchState } from './workbench.ts';

/**
 * Shows the documentation: on the desktop in a window of its own, in a browser as a page of the same host, which gets nothing of this one,
 * and so not its token.
 */
export function showDocs(
  { app, client, toasts }: WorkbenchState,
  document: Pick<Document, 'defaultView'>,
): void {
  if (app.getState()?.host === 'desktop') {
    toasts.run(async () => void (await client.call('host.show', { page: 'docs' })));
  } else {
    document.defaultView?.open('docs/', '_blank', 'noopener');
  }
}

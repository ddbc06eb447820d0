import { WirebenchError } from '../../../shared/base/errors.ts';
import type { FileProgress } from '../workspace/files.ts';
import type { WorkbenchState } from './workbench.ts';

/**
 * Copies files with their progress in the status bar; a failure has no place of its own. What has a signal to heed can be cancelled there.
 */
export function withTransfer(
  { toasts, transfer }: Pick<WorkbenchState, 'toasts' | 'transfer'>,
  title: string,
  work: (progress: FileProgress) => Promise<void>,
  abort?: AbortController,
): void {
  const cancelled = new WirebenchError('ABORTED', 'This was cancelled.');
  const cancel = abort && { cancel: () => abort.abort(cancelled) };
  toasts.run(async () => {
    try {
      await work((share) => transfer.setState({ title, share, ...cancel }, true));
    } finally {
      transfer.setState(null, true);
    }
  });
}

import type { FileProgress } from '../workspace/files.ts';
import type { WorkbenchState } from './workbench.ts';

/** Copies files with their progress in the status bar; a failure has no place of its own. */
export function withTransfer(
  { toasts, transfer }: WorkbenchState,
  title: string,
  work: (progress: FileProgress) => Promise<void>,
): void {
  toasts.run(async () => {
    try {
      await work((share) => transfer.setState({ title, share }));
    } finally {
      transfer.setState(null, true);
    }
  });
}

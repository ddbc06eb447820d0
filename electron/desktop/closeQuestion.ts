import { BrowserWindow, dialog } from 'electron';
import { capitalized, countedInWords, plural } from '../../shared/base/quantity.ts';
import { quoted } from '../../shared/bytes/visibleText.ts';

/** Three: a question is read at a glance. */
const mostNames = 3;

/** Asks whether connections with these names may be closed, with the program or with a window. */
export async function askToClose(
  live: readonly string[],
  end: 'program' | 'window',
  window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0],
): Promise<boolean> {
  const count = live.length;
  const them = plural(count, 'It', 'Them');
  const options = {
    type: 'question' as const,
    title: 'Wirebench',
    message: `${capitalized(countedInWords(count, 'connection'))} ${plural(count, 'is', 'are')} open`,
    detail: `${namesOf(live)} will be closed. What was recorded so far is kept.`,
    buttons: [end === 'program' ? `Close ${them} and Quit` : `Close ${them} and the Window`, 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
  const { response } = await (window
    ? dialog.showMessageBox(window, options)
    : dialog.showMessageBox(options));
  return response === 0;
}

/** `“a”, “b” and “c”`, or the first three and how many more. */
function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).map(quoted);
  const more = names.length - shown.length;
  const all = more > 0 ? [...shown, `${more} more`] : shown;
  const last = all.at(-1) ?? '';
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${last}` : last;
}

import { BrowserWindow, dialog } from 'electron';

/** Asks whether to open a workspace that another machine seems to have open; `message` says which, and since when. */
export async function askToTakeOver(message: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title: 'Wirebench',
    message: 'This workspace is open on another machine',
    detail: message,
    // Without a window, there is nothing left to do.
    buttons: [BrowserWindow.getAllWindows().length > 0 ? 'Cancel' : 'Quit', 'Take It Over'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}

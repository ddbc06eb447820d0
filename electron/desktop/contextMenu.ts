import { Menu, type MenuItemConstructorOptions, type WebContents } from 'electron';

/** The right-click menu, where the page has none of its own. */
export function offerContextMenu(contents: WebContents): void {
  contents.on('context-menu', (_event, { isEditable, selectionText, editFlags }) => {
    const editing: MenuItemConstructorOptions[] = [
      { role: 'cut', enabled: editFlags.canCut },
      { role: 'copy', enabled: editFlags.canCopy },
      { role: 'paste', enabled: editFlags.canPaste },
      { type: 'separator' },
      { role: 'selectAll' },
    ];
    // The editor of messages has its text field elsewhere than where it draws the text: it can be pasted into nevertheless.
    if (isEditable || editFlags.canPaste) Menu.buildFromTemplate(editing).popup();
    else if (selectionText !== '') Menu.buildFromTemplate([{ role: 'copy' }]).popup();
  });
}

import { app, Menu, type MenuItemConstructorOptions, type WebContents } from 'electron';

const separator: MenuItemConstructorOptions = { type: 'separator' };

/**
 * The application's menu: roles, which every system names and places as its users know them. The workbench's own actions are in the page
 * and in its palette.
 */
function menuTemplate(platform: NodeJS.Platform): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const own: MenuItemConstructorOptions[] = isMac
    ? [{ role: 'appMenu' }]
    : [{ label: 'File', submenu: [{ role: 'quit' }] }];
  return [
    ...own,
    { role: 'editMenu' },
    { label: 'View', submenu: viewMenu },
    ...(isMac ? [{ role: 'windowMenu' } as const] : []),
    ...(isMac ? [] : [{ label: 'Help', submenu: [{ role: 'about' } as const] }]),
  ];
}

const viewMenu: MenuItemConstructorOptions[] = [
  { role: 'resetZoom' },
  { role: 'zoomIn' },
  { role: 'zoomOut' },
  separator,
  { role: 'togglefullscreen' },
  separator,
  { role: 'reload' },
  { role: 'toggleDevTools' },
];

export function setApplicationMenu(version: string): void {
  app.setAboutPanelOptions({
    applicationName: 'Wirebench',
    applicationVersion: version,
    copyright: 'MIT license',
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform)));
}

/** The right-click menu, where the page has none of its own. */
export function offerContextMenu(contents: WebContents): void {
  contents.on('context-menu', (_event, { isEditable, selectionText, editFlags }) => {
    const editing: MenuItemConstructorOptions[] = [
      { role: 'cut', enabled: editFlags.canCut },
      { role: 'copy', enabled: editFlags.canCopy },
      { role: 'paste', enabled: editFlags.canPaste },
      separator,
      { role: 'selectAll' },
    ];
    // The editor of messages has its text field elsewhere than where it draws the text: it can be pasted into nevertheless.
    if (isEditable || editFlags.canPaste) Menu.buildFromTemplate(editing).popup();
    else if (selectionText !== '') Menu.buildFromTemplate([{ role: 'copy' }]).popup();
  });
}

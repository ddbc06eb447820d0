import type { Input, WebContents } from 'electron';

/** As the menu's items do: about 10 %. */
const step = 0.5;
/** About 40 % and 300 %. */
const least = -5;
const most = 6;

type Zoom = 'in' | 'out' | 'usual';

/**
 * Zooms by the keys that browsers zoom with. The menu's own would be less: they know neither the keypad, nor a plus that needs no Shift,
 * nor the `=` that is below it on other keyboards.
 */
export function zoomByKeys(contents: WebContents, platform: NodeJS.Platform = process.platform): void {
  contents.on('before-input-event', (event, input) => {
    const zoom = zoomOf(input, platform === 'darwin');
    if (zoom === null) return;
    event.preventDefault();
    zoomPage(contents, zoom);
  });
  contents.on('zoom-changed', (_event, direction) => zoomPage(contents, direction));
}

function zoomPage(contents: WebContents, zoom: Zoom): void {
  const level = contents.getZoomLevel();
  if (zoom === 'in') contents.setZoomLevel(Math.min(level + step, most));
  else if (zoom === 'out') contents.setZoomLevel(Math.max(level - step, least));
  else contents.setZoomLevel(0);
}

function zoomOf({ type, key, control, meta, alt }: Input, isMac: boolean): Zoom | null {
  if (type !== 'keyDown' || alt || (isMac ? !meta || control : !control || meta)) return null;
  if (key === '+' || key === '=') return 'in';
  if (key === '-' || key === '_') return 'out';
  return key === '0' ? 'usual' : null;
}

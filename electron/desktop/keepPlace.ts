import { screen, type BrowserWindow } from 'electron';
import { messageOf } from '../../shared/base/errors.ts';
import { displayName, openingPlace, withinReach, withPlace, type WindowPlace } from './windowPlace.ts';
import { readPlaces, writePlaces } from './windowPlaceFile.ts';

/** 0.5 s after the last of the hundred moves that a drag is. */
const settleMs = 500;

/** Reads where the window of this file opens. To be called after `ready`. */
export function placeToOpen(path: string): WindowPlace {
  return openingPlace(readPlaces(path), screen.getAllDisplays(), screen.getPrimaryDisplay());
}

/** What is told when a place could not be kept, and of which window. */
interface Keeping {
  /** The file of the window's places. */
  readonly path: string;
  readonly warn: (sentence: string) => void;
}

/**
 * Keeps where the window is, its state and its zoom, for each display apart: on another display it takes the zoom that it had there. A
 * window that no display shows any more comes back to one.
 */
export function keepPlace(window: BrowserWindow, { path, warn }: Keeping): void {
  let timer: NodeJS.Timeout | undefined;
  let display = displayName(screen.getDisplayMatching(window.getBounds()));
  const keep = (): void => {
    clearTimeout(timer);
    try {
      const places = readPlaces(path);
      const now = displayName(screen.getDisplayMatching(window.getBounds()));
      const known = places.find((place) => place.display === now);
      if (now !== display && known) window.webContents.setZoomLevel(known.zoomLevel);
      display = now;
      writePlaces(path, withPlace(places, placeOf(window, now)));
    } catch (error) {
      warn(`The place of the window could not be kept in ${path}: ${messageOf(error)}`);
    }
  };
  const keepSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(keep, settleMs);
  };
  window.on('move', keepSoon);
  window.on('resize', keepSoon);
  window.on('maximize', keepSoon);
  window.on('unmaximize', keepSoon);
  window.on('enter-full-screen', keepSoon);
  window.on('leave-full-screen', keepSoon);
  window.on('close', keep);
  const stop = comeBack(window);
  window.once('closed', () => {
    clearTimeout(timer);
    stop();
  });
}

function placeOf(window: BrowserWindow, display: string): WindowPlace {
  return {
    display,
    bounds: window.getNormalBounds(),
    state: window.isFullScreen() ? 'fullScreen' : window.isMaximized() ? 'maximized' : 'normal',
    zoomLevel: window.webContents.getZoomLevel(),
  };
}

/** Watches the displays. Returns a function that ends it. */
function comeBack(window: BrowserWindow): () => void {
  const look = (): void => {
    const bounds = window.getBounds();
    const refuge = screen.getDisplayMatching(bounds);
    const better = withinReach(bounds, screen.getAllDisplays(), refuge);
    if (better !== bounds) window.setBounds(better);
  };
  screen.on('display-removed', look);
  screen.on('display-metrics-changed', look);
  return () => {
    screen.off('display-removed', look);
    screen.off('display-metrics-changed', look);
  };
}

import { z } from 'zod';

/** Pixels that do not depend on the display's scale, from the corner of the primary display; other displays may have negative ones. */
interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is used of a display: all of it, what panels and bars leave of it, and how many physical pixels one is. */
export interface DisplayArea {
  readonly bounds: Rectangle;
  readonly workArea: Rectangle;
  readonly scaleFactor: number;
}

const coordinate = z.int().min(-100_000).max(100_000);
const length = z.int().min(1).max(100_000);

const placeSchema = z.strictObject({
  /** As `displayName` gives it. */
  display: z.string().max(80),
  /** While the window is neither maximised nor fills the screen. */
  bounds: z.strictObject({ x: coordinate, y: coordinate, width: length, height: length }),
  state: z.enum(['normal', 'maximized', 'fullScreen']),
  /** As Electron counts: 0 is the usual size, and 1 more is 20 % more. */
  zoomLevel: z.number().min(-10).max(10),
});

/** Where a window was on one display, and how. */
export type WindowPlace = z.output<typeof placeSchema>;

/** 16: more displays than a person works at; the one that was left longest ago is forgotten. */
const largestPlaces = 16;

/** The places of a window, the last one first, one for each display. */
export const placesSchema: z.ZodType<readonly WindowPlace[]> = z.array(placeSchema).max(largestPlaces);

/** In CSS pixels: in less, the bars of a tab leave no room for a record. */
export const smallestSize = { width: 640, height: 400 } as const;
const usualSize = { width: 1280, height: 800 } as const;

/** 100 × 24 px of the top edge are enough to take hold of a window. */
const grip = { width: 100, height: 24 } as const;

/**
 * Identifies a display from one start to the next: by its size and place beside the others, since the numbers that systems give to
 * displays change.
 */
export function displayName({ bounds: { x, y, width, height }, scaleFactor }: DisplayArea): string {
  return `${width}x${height}+${x}+${y}@${scaleFactor}`;
}

/** The places with one more, in front of the others; an older one of the same display goes. */
export function withPlace(places: readonly WindowPlace[], place: WindowPlace): readonly WindowPlace[] {
  return [place, ...places.filter(({ display }) => display !== place.display)].slice(0, largestPlaces);
}

/**
 * Where a window opens: as it was on the last of the displays that are still there. Where none of them is, it has the size and zoom that
 * it had last, in the middle of `primary`.
 */
export function openingPlace(
  places: readonly WindowPlace[],
  displays: readonly DisplayArea[],
  primary: DisplayArea,
): WindowPlace {
  const names = new Set(displays.map(displayName));
  const found = places.find(({ display }) => names.has(display));
  if (found) return { ...found, bounds: withinReach(found.bounds, displays, primary) };
  const [last] = places;
  return {
    display: displayName(primary),
    bounds: centred(last?.bounds ?? usualSize, primary.workArea),
    state: last?.state ?? 'normal',
    zoomLevel: last?.zoomLevel ?? 0,
  };
}

/** 28 px: the title of the window behind stays in sight. */
const step = 28;

/** The same bounds, a step down and to the right of every other window that would be hidden exactly behind them. */
export function besideOthers(bounds: Rectangle, others: readonly Rectangle[]): Rectangle {
  const { width, height } = bounds;
  let { x, y } = bounds;
  // What a system adds for the frame differs by a few pixels.
  while (others.some((other) => Math.abs(other.x - x) < step && Math.abs(other.y - y) < step)) {
    x += step;
    y += step;
  }
  return { x, y, width, height };
}

/** The same bounds where a person can take hold of the window; else they are moved into `refuge`, and made smaller if they must be. */
export function withinReach(
  bounds: Rectangle,
  displays: readonly DisplayArea[],
  refuge: DisplayArea,
): Rectangle {
  const top = { ...bounds, height: grip.height };
  const canBeTaken = displays.some(({ workArea }) => {
    const seen = overlap(top, workArea);
    return seen.width >= Math.min(grip.width, bounds.width) && seen.height >= grip.height;
  });
  if (canBeTaken) return bounds;
  const { workArea } = refuge;
  const width = Math.min(bounds.width, workArea.width);
  const height = Math.min(bounds.height, workArea.height);
  return {
    x: between(bounds.x, workArea.x, workArea.x + workArea.width - width),
    y: between(bounds.y, workArea.y, workArea.y + workArea.height - height),
    width,
    height,
  };
}

function centred(size: { readonly width: number; readonly height: number }, area: Rectangle): Rectangle {
  const width = Math.min(size.width, area.width);
  const height = Math.min(size.height, area.height);
  return {
    x: area.x + Math.round((area.width - width) / 2),
    y: area.y + Math.round((area.height - height) / 2),
    width,
    height,
  };
}

function overlap(one: Rectangle, other: Rectangle): { readonly width: number; readonly height: number } {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return { width, height };
}

function between(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}

import { EventEmitter } from 'node:events';
import type { Rectangle } from './windows.ts';

/** A display, as far as the program looks at it. */
interface Display {
  readonly id: number;
  readonly bounds: Rectangle;
  readonly workArea: Rectangle;
  readonly scaleFactor: number;
}

/** One of 1920 × 1080 with a panel of 32 at its top. */
const first: Display = {
  id: 1,
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea: { x: 0, y: 32, width: 1920, height: 1048 },
  scaleFactor: 1,
};

/** The displays of a desk; a test adds and takes away. */
class Screen extends EventEmitter {
  displays: Display[] = [first];

  getAllDisplays(): readonly Display[] {
    return this.displays;
  }

  getPrimaryDisplay(): Display {
    return this.displays[0] ?? first;
  }

  /** The display that shows most of it. */
  getDisplayMatching(area: Rectangle): Display {
    const seen = ({ bounds }: Display): number =>
      Math.max(0, Math.min(area.x + area.width, bounds.x + bounds.width) - Math.max(area.x, bounds.x)) *
      Math.max(0, Math.min(area.y + area.height, bounds.y + bounds.height) - Math.max(area.y, bounds.y));
    return this.displays.toSorted((one, other) => seen(other) - seen(one))[0] ?? first;
  }
}

export const screen = new Screen();

import { describe, expect, it } from 'vitest';
import {
  besideOthers,
  displayName,
  openingPlace,
  placesSchema,
  withinReach,
  withPlace,
  type DisplayArea,
  type WindowPlace,
} from '../../../electron/desktop/windowPlace.ts';

function display(x: number, y: number, width: number, height: number, scaleFactor = 1): DisplayArea {
  return {
    bounds: { x, y, width, height },
    workArea: { x, y: y + 30, width, height: height - 30 },
    scaleFactor,
  };
}

const laptop = display(0, 0, 1440, 900, 2);
const left = display(-2560, -300, 2560, 1440);

function place(on: DisplayArea, more: Partial<WindowPlace> = {}): WindowPlace {
  const { x, y } = on.workArea;
  return {
    display: displayName(on),
    bounds: { x: x + 40, y: y + 20, width: 1000, height: 700 },
    state: 'normal',
    zoomLevel: 0,
    ...more,
  };
}

describe('where a window opens', () => {
  it('is the middle of the primary display at first, with the usual size', () => {
    expect(openingPlace([], [laptop, left], laptop)).toEqual({
      display: '1440x900+0+0@2',
      bounds: { x: 80, y: 65, width: 1280, height: 800 },
      state: 'normal',
      zoomLevel: 0,
    });
  });

  it('is no larger than a small display', () => {
    const { bounds } = openingPlace([], [display(0, 0, 1024, 600)], display(0, 0, 1024, 600));
    expect(bounds).toEqual({ x: 0, y: 30, width: 1024, height: 570 });
  });

  it('is where it was last, as it was', () => {
    const last = place(left, { state: 'maximized', zoomLevel: 1.5 });
    expect(openingPlace([last, place(laptop)], [laptop, left], laptop)).toEqual(last);
  });

  it('is where it was before on a display that is there, when the last one is not', () => {
    const before = place(laptop, { zoomLevel: -1 });
    expect(openingPlace([place(left), before], [laptop], laptop)).toEqual(before);
  });

  it('is the middle of the primary display when no known display is there, with its size, state and zoom', () => {
    const last = place(left, { state: 'fullScreen', zoomLevel: 2 });
    expect(openingPlace([last], [laptop], laptop)).toEqual({
      display: displayName(laptop),
      bounds: { x: 220, y: 115, width: 1000, height: 700 },
      state: 'fullScreen',
      zoomLevel: 2,
    });
  });

  it.each([
    ['off to the left', { x: -5000, y: 100, width: 800, height: 600 }, { x: 0, y: 100 }],
    ['off to the right', { x: 5000, y: 100, width: 800, height: 600 }, { x: 640, y: 100 }],
    ['above', { x: 100, y: -800, width: 800, height: 600 }, { x: 100, y: 30 }],
    ['below', { x: 100, y: 2000, width: 800, height: 600 }, { x: 100, y: 300 }],
    ['too far up to be taken by its top', { x: 100, y: -20, width: 800, height: 600 }, { x: 100, y: 30 }],
  ])('is on the display again where it was %s', (_, bounds, corner) => {
    const found = openingPlace([place(laptop, { bounds })], [laptop], laptop);
    expect(found.bounds).toEqual({ width: 800, height: 600, ...corner });
  });

  it('stays partly outside where a person has put it so, and can take it back', () => {
    const bounds = { x: 1340, y: 500, width: 1000, height: 800 };
    expect(withinReach(bounds, [laptop], laptop)).toBe(bounds);
  });

  it('is made smaller when it comes back to a smaller display', () => {
    const bounds = { x: -2000, y: 0, width: 2400, height: 1300 };
    expect(withinReach(bounds, [display(0, 0, 800, 600)], display(0, 0, 800, 600))).toEqual({
      x: 0,
      y: 30,
      width: 800,
      height: 570,
    });
  });
});

describe('a window beside others', () => {
  const bounds = { x: 100, y: 60, width: 1280, height: 800 };

  it('leaves the title of each one behind it in sight', () => {
    // The second was moved by the height of a frame.
    const others = [bounds, { ...bounds, x: 128, y: 84 }];
    expect(besideOthers(bounds, others)).toEqual({ ...bounds, x: 156, y: 116 });
  });

  it('opens where it was while none is there', () => {
    expect(besideOthers(bounds, [{ ...bounds, x: 400 }])).toEqual(bounds);
  });
});

describe('the places of a window', () => {
  it('are one for each display, the last one first', () => {
    const moved = place(laptop, { zoomLevel: 1 });
    expect(withPlace([place(left), place(laptop)], moved)).toEqual([moved, place(left)]);
  });

  it('are no more than can be read again', () => {
    let places: readonly WindowPlace[] = [];
    for (let x = 0; x < 40; x += 1) places = withPlace(places, place(display(x * 1000, 0, 1000, 800)));
    expect(placesSchema.parse(places)).toEqual(places);
    expect(places[0]?.display).toBe('1000x800+39000+0@1');
  });

  it.each([
    ['a zoom that no page can have', { zoomLevel: 100 }],
    ['no size', { bounds: { x: 0, y: 0, width: 0, height: 0 } }],
    ['a size that is no number', { bounds: { x: 0, y: 0, width: Number.NaN, height: 10 } }],
    ['a state of its own', { state: 'minimized' }],
    ['something more', { path: '/etc/passwd' }],
  ])('are not read from a file with %s', (_, change) => {
    expect(placesSchema.safeParse([{ ...place(laptop), ...change }]).success).toBe(false);
  });
});

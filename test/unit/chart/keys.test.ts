import { describe, expect, it } from 'vitest';
import { effectOfKey, nowhere, type ChartPlace } from '../../../renderer/features/chart/chartKeys.ts';

const press = (key: string, place: ChartPlace, count = 50) =>
  effectOfKey({ key: key.replace('Shift+', ''), shiftKey: key.startsWith('Shift+') }, place, count);
const at = (cursor: number | null, anchor: number | null = null): ChartPlace => ({ cursor, anchor });

describe('the keys of a chart', () => {
  it('bring the cursor in at the newest bucket', () => {
    expect(press('ArrowLeft', nowhere)).toEqual(at(49));
    expect(press('ArrowRight', nowhere)).toEqual(at(49));
    expect(press('Home', nowhere)).toEqual(at(0));
  });

  it('move it by one, by ten, and to the ends, and not beyond', () => {
    expect(press('ArrowLeft', at(5))).toEqual(at(4));
    expect(press('ArrowRight', at(49))).toEqual(at(49));
    expect(press('PageUp', at(5))).toEqual(at(0));
    expect(press('PageDown', at(5))).toEqual(at(15));
    expect(press('End', at(5))).toEqual(at(49));
  });

  it('select with Shift from where the cursor was, and drop the selection without', () => {
    expect(press('Shift+ArrowRight', at(5))).toEqual(at(6, 5));
    expect(press('Shift+ArrowRight', at(6, 5))).toEqual(at(7, 5));
    expect(press('Shift+Home', at(7, 5))).toEqual(at(0, 5));
    expect(press('Shift+ArrowLeft', nowhere)).toEqual(at(49, 49));
    expect(press('ArrowLeft', at(7, 5))).toEqual(at(6));
  });

  it('take what is selected with Enter, and give it up with Escape', () => {
    expect(press('Enter', at(7, 5))).toBe('apply');
    expect(press('Enter', nowhere)).toBeNull();
    expect(press('Escape', at(7, 5))).toBe('clear');
  });

  it('do nothing else, and nothing in a chart without buckets but go back', () => {
    expect(press('a', at(5))).toBeNull();
    expect(press('ArrowLeft', nowhere, 0)).toBeNull();
    expect(press('Escape', nowhere, 0)).toBe('clear');
  });
});

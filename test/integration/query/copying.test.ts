import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { followSelection } from '../../../renderer/state/records/followSelection.ts';
import type { MeasuredRecords } from '../../../renderer/state/records/measureRecords.ts';
import { copyRecords, largestCopyBytes } from '../../../renderer/state/window/copyRecords.ts';
import { messageOf } from '../../../shared/base/errors.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import { until } from '../../support/until.ts';
import { pattern } from '../store/storeFixture.ts';

import { copyingBench, hugeBytes, lines } from './copyingBench.ts';

const bench = copyingBench();

describe('what is copied', () => {
  it('is what is listed in the ranges, and what was left out is told', async () => {
    bench.view.selectAll();
    bench.view.selectIndex(lines + 1, 'toggle');
    copyRecords(bench.parts(), bench.view, 'text');
    await until(() => bench.said() !== null);
    expect(bench.said()).toBe('Copied 4,999 records as text. 1 record without bytes was left out.');
    expect(bench.copied[0]?.split('\n').slice(0, 2)).toEqual(['line 2', 'line 3']);
    expect(bench.copied[0]?.split('\n')).toHaveLength(lines);
    await bench.filter('dir:out "7\\n"');
    await until(() => bench.view.filter.matches?.store.getState().state === 'current');
    bench.view.selectAll();
    copyRecords(bench.parts(), bench.view, 'shown');
    await until(() => bench.said() === 'Copied 500 records.' || bench.said() === 'Copied 1,000 records.');
    expect(bench.copied[1]?.split('\n').slice(0, 3)).toEqual(['line 7', 'line 17', 'line 27']);
  });

  it('goes on while another filter takes the place of the one that listed it', async () => {
    await bench.filter('dir:in');
    await until(() => bench.view.filter.matches?.store.getState().state === 'current');
    bench.view.selectIndex(0);
    await until(() => bench.view.store.getState().current === 2);
    bench.view.selectAll();
    bench.view.selectIndex(bench.view.store.getState().end - 1, 'none');
    const matches = bench.view.filter.matches;
    const holding = matches?.hold();
    bench.view.filter.setText('');
    await until(() => !bench.view.store.getState().isFiltered);
    expect((await matches?.near(0, 'next'))?.item).toBe(2);
    holding?.dispose();
    await expect.poll(() => matches?.near(0, 'next').then(() => 'open', messageOf)).toMatch('is closed');
  });

  it('is as the table shows it, with the row above for what is told from it', async () => {
    await bench.filter('dir:in "line 1"');
    await until(() => bench.view.filter.matches?.store.getState().state === 'current');
    const { begin } = bench.view.store.getState();
    bench.view.selectIndex(begin + 1);
    bench.view.selectIndex(begin + 2, 'stretch');
    await until(() => bench.view.store.getState().currentRow !== null);
    copyRecords(bench.parts(), bench.view, 'table');
    await until(() => bench.copied.length === 1);
    expect(bench.copied[0]).toBe(
      '12\t0.000012\t0.002\tin\tline 12\\n\n14\t0.000014\t0.002\tin\tline 14\\n\n',
    );
  });

  it('is told to be nothing where the selected record has no bytes', async () => {
    bench.view.selectIndex(1);
    copyRecords(bench.parts(), bench.view, 'hex');
    await until(() => bench.window.said().length > 0);
    expect(bench.window.said()).toEqual(['Nothing was copied. 1 record without bytes was left out.']);
    expect(bench.copied).toEqual([]);
  });

  it('is the same where it is long', async () => {
    bench.view.selectIndex(lines + 1);
    copyRecords(bench.parts(), bench.view, 'base64');
    await until(() => bench.copied.length === 1);
    expect(Buffer.from(bench.copied[0] ?? '', 'base64').equals(pattern(hugeBytes))).toBe(true);
  });

  it('is not too much for the clipboard: that can be saved instead', async () => {
    bench.view.selectIndex(lines + 1);
    copyRecords(bench.parts(), bench.view, 'hex');
    await until(() => bench.window.said().length > 0);
    expect(bench.window.said()).toEqual([
      `Nothing was copied: this is more than ${formatBytes(largestCopyBytes)}, too much for the clipboard.`,
    ]);
    expect(bench.copied).toEqual([]);
    bench.window.state.toasts.store.getState()[0]?.action?.run();
    await until(() => bench.said() === 'Saved one record.');
    const saved = readFileSync(join(bench.target ?? '', `recording ${lines + 1}.txt`));
    expect(saved.length).toBe(hugeBytes * 3 - 1);
  });
});

describe('the size of a selection', () => {
  it('is told once it is known, for what is listed', async () => {
    const told: (MeasuredRecords | null)[] = [];
    const following = followSelection(bench.client, bench.view, (measured) => told.push(measured));
    bench.view.selectIndex(2);
    bench.view.selectIndex(4, 'stretch');
    await until(() => told.at(-1)?.bytes === 21);
    expect(told.at(-1)).toEqual({ records: 3, bytes: 21 });
    bench.view.selectIndex(2);
    expect(told.at(-1)).toBeNull();
    await bench.filter('dir:in "line 2"');
    await until(() => bench.view.filter.matches?.store.getState().state === 'current');
    bench.view.selectAll();
    // 2, 20 to 28, 200 to 298 and 2000 to 2998, of which every second one came in.
    await until(() => told.at(-1)?.records === 1 + 5 + 50 + 500);
    await until(() => told.at(-1)?.bytes === 7 + 5 * 8 + 50 * 9 + 500 * 10);
    following.dispose();
  });
});

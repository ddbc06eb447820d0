import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readRecords } from '../../../renderer/host/browserFiles.ts';
import { saveRecordsInEngine } from '../../../renderer/host/desktopFiles.ts';
import { saveRecords } from '../../../renderer/state/window/saveRecords.ts';
import { saveTable } from '../../../renderer/state/window/saveTable.ts';
import type { RecordRange } from '../../../shared/model/recordForm.ts';
import { until } from '../../support/until.ts';

import { copyingBench, lines, recording } from './copyingBench.ts';

const bench = copyingBench();

describe('what is saved', () => {
  const ranges: RecordRange[] = [{ from: 1, to: 4 }];

  it('replaces the file that was chosen, once it is whole', async () => {
    writeFileSync(join(bench.target ?? '', 'recording 1-4.bin'), 'before');
    bench.view.selectIndex(1);
    bench.view.selectIndex(4, 'stretch');
    saveRecords(bench.parts(), bench.view, 'bytes');
    await until(() => bench.said() !== null);
    expect(bench.said()).toBe('Saved 3 records. 1 record without bytes was left out.');
    expect(readdirSync(bench.target ?? '')).toEqual(['recording 1-4.bin']);
    expect(readFileSync(join(bench.target ?? '', 'recording 1-4.bin'), 'utf8')).toBe(
      'line 2\nline 3\nline 4\n',
    );
  });

  it('leaves nothing behind when it is cancelled, and says nothing', async () => {
    bench.view.selectIndex(lines + 1);
    saveRecords(bench.parts(), bench.view, 'json');
    await until(() => bench.window.state.transfer.getState() !== null);
    expect(readdirSync(bench.target ?? '')).toHaveLength(1);
    bench.window.state.transfer.getState()?.cancel?.();
    await until(
      () => bench.window.state.transfer.getState() === null && readdirSync(bench.target ?? '').length === 0,
    );
    expect([bench.said(), bench.window.said()]).toEqual([null, []]);
  });

  it('is nothing where the person chose no file, and is refused where that cannot be written', async () => {
    bench.target = null;
    const records = { source: { recording }, view: null, ranges, form: 'bytes', name: 'x.bin' } as const;
    const signal = new AbortController().signal;
    expect(await saveRecordsInEngine(bench.client, records, () => undefined, signal)).toBeNull();
    bench.target = join(bench.folder, 'nowhere');
    await expect(saveRecordsInEngine(bench.client, records, () => undefined, signal)).rejects.toThrow(
      'could not be saved',
    );
  });

  it('is read by the page itself in a browser', async () => {
    const records = { source: { recording }, view: null, ranges, form: 'text' } as const;
    const { content, counts } = await readRecords(
      bench.client,
      records,
      () => undefined,
      new AbortController().signal,
    );
    expect(await content.text()).toBe('line 2\nline 3\nline 4\n');
    expect(counts).toEqual({ records: 3, leftOut: 1, damaged: 0 });
  });
});

describe('a table that is saved', () => {
  const saved: { name: string; content: Blob }[] = [];
  const saving = (): Parameters<typeof saveTable>[0] => {
    const given = bench.parts();
    const saveContent = (name: string, content: Blob): void => void saved.push({ name, content });
    return { ...given, state: { ...given.state, files: { ...given.state.files, saveContent } } };
  };
  beforeEach(() => void saved.splice(0));

  it('has the lines of the table below the names of its columns', async () => {
    bench.view.selectIndex(1);
    bench.view.selectIndex(3, 'stretch');
    saveTable(saving(), bench.view, 'tsv');
    await until(() => bench.said() === 'Saved 3 records.');
    expect(saved[0]?.name).toBe('recording 1-3.tsv');
    expect((await saved[0]?.content.text())?.split('\n')).toEqual([
      'number\ttime\tdelta\tdirection\tpreview',
      '1\t0.000000\t\t\topened  Opened.',
      '2\t0.000002\t0.002\tin\tline 2\\n',
      '3\t0.000003\t0.001\tout\tline 3\\n',
      '',
    ]);
  });

  it('is CSV for a spreadsheet, of what a filter lists', async () => {
    await bench.filter('dir:in "line 12"');
    await until(() => bench.view.filter.matches?.store.getState().state === 'current');
    bench.view.selectAll();
    saveTable(saving(), bench.view, 'csv');
    await until(() => saved.length === 1);
    const bytes = new Uint8Array((await saved[0]?.content.arrayBuffer()) ?? []);
    expect(bytes.subarray(0, 3)).toEqual(Uint8Array.of(0xef, 0xbb, 0xbf));
    const written = new TextDecoder().decode(bytes).split('\r\n');
    expect(written[0]).toBe('number,time,delta,direction,preview');
    expect(written[1]).toMatch(/^12,0\.000012,[\d.]*,in,line 12\\n$/);
  });
});

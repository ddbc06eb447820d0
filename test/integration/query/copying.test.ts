import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine.ts';
import { createStore } from '../../../electron/engine/store/main/createStore.ts';
import { createEngineDeps } from '../../../electron/headless.ts';
import { readRecords } from '../../../renderer/host/browserFiles.ts';
import { saveRecordsInEngine } from '../../../renderer/host/desktopFiles.ts';
import type { WirebenchClient } from '../../../renderer/state/base/client.ts';
import { createRecordView } from '../../../renderer/state/records/createRecordView.ts';
import { followSelection } from '../../../renderer/state/records/followSelection.ts';
import type { MeasuredRecords } from '../../../renderer/state/records/measureRecords.ts';
import type { RecordView } from '../../../renderer/state/records/recordView.ts';
import { copyRecords, largestCopyBytes } from '../../../renderer/state/window/copyRecords.ts';
import { saveRecords } from '../../../renderer/state/window/saveRecords.ts';
import { saveTable } from '../../../renderer/state/window/saveTable.ts';
import { precisionOf } from '../../../renderer/state/window/recordTimes.ts';
import type { TableWords } from '../../../renderer/state/window/tableTexts.ts';
import { messageOf } from '../../../shared/base/errors.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import { contract } from '../../../shared/contract/contract.ts';
import { recordingIdSchema } from '../../../shared/model/ids.ts';
import type { RecordRange } from '../../../shared/model/recordForm.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import { serve } from '../../../shared/rpc/serve.ts';
import { createMemoryPair } from '../../support/memoryPair.ts';
import { TestWindow } from '../../support/testWindow.ts';
import { windowParts } from '../../support/windowParts.ts';
import { until } from '../../support/until.ts';
import { head, Listener, pattern, record, text, workerUrl } from '../store/storeFixture.ts';

globalThis.requestAnimationFrame ??= (callback) => Number(setTimeout(() => callback(0), 0));

const recording = recordingIdSchema.parse('rows');
const lines = 5000;

/** A window whose records come from a real engine, with a recording that has some thousand lines, and one huge chunk at its end. */
let engine: Engine;
let client: WirebenchClient;
let folder: string;
let window: TestWindow;
let view: RecordView;
let copied: string[];
/** Where the person saves, or that they do not. */
let target: string | null;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wirebench-copying-'));
  const dialogs = {
    chooseRecording: () => Promise.resolve(null),
    chooseFile: () => Promise.resolve(null),
    chooseCopyTarget: () => Promise.resolve(null),
    chooseSaveTarget: (name: string) => Promise.resolve(target === null ? null : join(target, name)),
  };
  const log = { warn: () => undefined };
  const workspace = join(folder, 'workspace');
  mkdirSync(join(workspace, 'sessions'), { recursive: true });
  const store = createStore({ workerUrl });
  const path = join(workspace, 'sessions', 'rows.wbs');
  const writer = await store.create(path, head, new Listener().events);
  writer.append(record({ kind: 'opened', direction: null, note: 'Opened.' }));
  for (let number = 2; number <= lines; number += 1) {
    const direction = number % 2 === 0 ? 'in' : 'out';
    writer.append(record({ at: head.startedAt + number, direction, bytes: text(`line ${number}\n`) }));
  }
  writer.append(record({ bytes: pattern(24 * 1024 * 1024) }));
  await writer.finish(head.startedAt + 1_000_000);
  await store.close();
  engine = await createEngine({ ...createEngineDeps(workspace), log, dialogs });
  const [near, far] = createMemoryPair();
  client = createClient(contract);
  client.attach(near);
  serve(contract, engine.handlers, far);
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  target = mkdtempSync(join(folder, 'saved-'));
  copied = [];
  window = await TestWindow.open();
  view = createRecordView(client, { recording }, { live: false, nextFrame: () => Promise.resolve() });
  await until(() => view.store.getState().last === lines + 1);
});
afterEach(() => {
  view.dispose();
  window[Symbol.dispose]();
});

async function filter(words: string): Promise<void> {
  view.filter.setText(words);
  view.filter.apply();
  await until(() => view.filter.matches?.filter === words && view.store.getState().isFiltered);
}

function parts(): Parameters<typeof copyRecords>[0] {
  const { state } = window;
  const files = {
    ...state.files,
    saveRecords: (...given: Parameters<typeof state.files.saveRecords>) =>
      saveRecordsInEngine(client, ...given),
  };
  return {
    ...windowParts(window),
    state: { ...state, client, files },
    copyText: async (given) => void copied.push(typeof given === 'string' ? given : await given.text()),
    tableWords: new Map([[recording, tableWords]]),
  };
}

const tableWords: TableWords = {
  times: {
    basis: 'start',
    startedAt: head.startedAt,
    withDate: false,
    reference: null,
    ...precisionOf('us', true),
  },
  peerAddress: (peer) => `peer ${peer}`,
  usualKind: 'data',
  shown: ['number', 'time', 'delta', 'direction', 'preview'],
  isPeerKnown: true,
  lengthCharacters: 0,
};

const said = (): string | null => view.filter.store.getState().word;

describe('what is copied', () => {
  it('is what is listed in the ranges, and what was left out is told', async () => {
    view.selectAll();
    view.selectIndex(lines + 1, 'toggle');
    copyRecords(parts(), view, 'text');
    await until(() => said() !== null);
    expect(said()).toBe('Copied 4,999 records as text. 1 record without bytes was left out.');
    expect(copied[0]?.split('\n').slice(0, 2)).toEqual(['line 2', 'line 3']);
    expect(copied[0]?.split('\n')).toHaveLength(lines);
    await filter('dir:out "7\\n"');
    await until(() => view.filter.matches?.store.getState().state === 'current');
    view.selectAll();
    copyRecords(parts(), view, 'shown');
    await until(() => said() === 'Copied 500 records.' || said() === 'Copied 1,000 records.');
    expect(copied[1]?.split('\n').slice(0, 3)).toEqual(['line 7', 'line 17', 'line 27']);
  });

  it('goes on while another filter takes the place of the one that listed it', async () => {
    await filter('dir:in');
    await until(() => view.filter.matches?.store.getState().state === 'current');
    view.selectIndex(0);
    await until(() => view.store.getState().current === 2);
    view.selectAll();
    view.selectIndex(view.store.getState().end - 1, 'none');
    const matches = view.filter.matches;
    const holding = matches?.hold();
    view.filter.setText('');
    await until(() => !view.store.getState().isFiltered);
    expect((await matches?.near(0, 'next'))?.item).toBe(2);
    holding?.dispose();
    await expect.poll(() => matches?.near(0, 'next').then(() => 'open', messageOf)).toMatch('is closed');
  });

  it('is as the table shows it, with the row above for what is told from it', async () => {
    await filter('dir:in "line 1"');
    await until(() => view.filter.matches?.store.getState().state === 'current');
    const { begin } = view.store.getState();
    view.selectIndex(begin + 1);
    view.selectIndex(begin + 2, 'stretch');
    await until(() => view.store.getState().currentRow !== null);
    copyRecords(parts(), view, 'table');
    await until(() => copied.length === 1);
    expect(copied[0]).toBe('12\t0.000012\t0.002\tin\tline 12\\n\n14\t0.000014\t0.002\tin\tline 14\\n\n');
  });

  it('is told to be nothing where the selected record has no bytes', async () => {
    view.selectIndex(1);
    copyRecords(parts(), view, 'hex');
    await until(() => window.said().length > 0);
    expect(window.said()).toEqual(['Nothing was copied. 1 record without bytes was left out.']);
    expect(copied).toEqual([]);
  });

  it('is the same where it is long', async () => {
    view.selectIndex(lines + 1);
    copyRecords(parts(), view, 'base64');
    await until(() => copied.length === 1);
    expect(Buffer.from(copied[0] ?? '', 'base64').equals(pattern(24 * 1024 * 1024))).toBe(true);
  });

  it('is not too much for the clipboard: that can be saved instead', async () => {
    view.selectIndex(lines + 1);
    copyRecords(parts(), view, 'hex');
    await until(() => window.said().length > 0);
    expect(window.said()).toEqual([
      `Nothing was copied: this is more than ${formatBytes(largestCopyBytes)}, too much for the clipboard.`,
    ]);
    expect(copied).toEqual([]);
    window.state.toasts.store.getState()[0]?.action?.run();
    await until(() => said() === 'Saved one record.');
    const saved = readFileSync(join(target ?? '', `recording ${lines + 1}.txt`));
    expect(saved.length).toBe(24 * 1024 * 1024 * 3 - 1);
  });
});

describe('what is saved', () => {
  const ranges: RecordRange[] = [{ from: 1, to: 4 }];

  it('replaces the file that was chosen, once it is whole', async () => {
    writeFileSync(join(target ?? '', 'recording 1-4.bin'), 'before');
    view.selectIndex(1);
    view.selectIndex(4, 'stretch');
    saveRecords(parts(), view, 'bytes');
    await until(() => said() !== null);
    expect(said()).toBe('Saved 3 records. 1 record without bytes was left out.');
    expect(readdirSync(target ?? '')).toEqual(['recording 1-4.bin']);
    expect(readFileSync(join(target ?? '', 'recording 1-4.bin'), 'utf8')).toBe('line 2\nline 3\nline 4\n');
  });

  it('leaves nothing behind when it is cancelled, and says nothing', async () => {
    view.selectIndex(lines + 1);
    saveRecords(parts(), view, 'json');
    await until(() => window.state.transfer.getState() !== null);
    expect(readdirSync(target ?? '')).toHaveLength(1);
    window.state.transfer.getState()?.cancel?.();
    await until(() => window.state.transfer.getState() === null && readdirSync(target ?? '').length === 0);
    expect([said(), window.said()]).toEqual([null, []]);
  });

  it('is nothing where the person chose no file, and is refused where that cannot be written', async () => {
    target = null;
    const records = { source: { recording }, view: null, ranges, form: 'bytes', name: 'x.bin' } as const;
    const signal = new AbortController().signal;
    expect(await saveRecordsInEngine(client, records, () => undefined, signal)).toBeNull();
    target = join(folder, 'nowhere');
    await expect(saveRecordsInEngine(client, records, () => undefined, signal)).rejects.toThrow(
      'could not be saved',
    );
  });

  it('is read by the page itself in a browser', async () => {
    const records = { source: { recording }, view: null, ranges, form: 'text' } as const;
    const { content, counts } = await readRecords(
      client,
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
    const given = parts();
    const saveContent = (name: string, content: Blob): void => void saved.push({ name, content });
    return { ...given, state: { ...given.state, files: { ...given.state.files, saveContent } } };
  };
  beforeEach(() => void saved.splice(0));

  it('has the lines of the table below the names of its columns', async () => {
    view.selectIndex(1);
    view.selectIndex(3, 'stretch');
    saveTable(saving(), view, 'tsv');
    await until(() => said() === 'Saved 3 records.');
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
    await filter('dir:in "line 12"');
    await until(() => view.filter.matches?.store.getState().state === 'current');
    view.selectAll();
    saveTable(saving(), view, 'csv');
    await until(() => saved.length === 1);
    const bytes = new Uint8Array((await saved[0]?.content.arrayBuffer()) ?? []);
    expect(bytes.subarray(0, 3)).toEqual(Uint8Array.of(0xef, 0xbb, 0xbf));
    const written = new TextDecoder().decode(bytes).split('\r\n');
    expect(written[0]).toBe('number,time,delta,direction,preview');
    expect(written[1]).toMatch(/^12,0\.000012,[\d.]*,in,line 12\\n$/);
  });
});

describe('the size of a selection', () => {
  it('is told once it is known, for what is listed', async () => {
    const told: (MeasuredRecords | null)[] = [];
    const following = followSelection(client, view, (measured) => told.push(measured));
    view.selectIndex(2);
    view.selectIndex(4, 'stretch');
    await until(() => told.at(-1)?.bytes === 21);
    expect(told.at(-1)).toEqual({ records: 3, bytes: 21 });
    view.selectIndex(2);
    expect(told.at(-1)).toBeNull();
    await filter('dir:in "line 2"');
    await until(() => view.filter.matches?.store.getState().state === 'current');
    view.selectAll();
    // 2, 20 to 28, 200 to 298 and 2000 to 2998, of which every second one came in.
    await until(() => told.at(-1)?.records === 1 + 5 + 50 + 500);
    await until(() => told.at(-1)?.bytes === 7 + 5 * 8 + 50 * 9 + 500 * 10);
    following.dispose();
  });
});

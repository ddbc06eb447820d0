import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine.ts';
import { createStore } from '../../../electron/engine/store/main/createStore.ts';
import { createEngineDeps } from '../../../electron/headless.ts';
import { saveRecordsInEngine } from '../../../renderer/host/desktopFiles.ts';
import type { WirebenchClient } from '../../../renderer/state/base/client.ts';
import { createRecordView } from '../../../renderer/state/records/createRecordView.ts';
import type { RecordView } from '../../../renderer/state/records/recordView.ts';
import type { copyRecords } from '../../../renderer/state/window/copyRecords.ts';
import { precisionOf } from '../../../renderer/state/window/recordTimes.ts';
import type { TableWords } from '../../../renderer/state/window/tableTexts.ts';
import { contract } from '../../../shared/contract/contract.ts';
import { recordingIdSchema } from '../../../shared/model/ids.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import { serve } from '../../../shared/rpc/serve.ts';
import { createMemoryPair } from '../../support/memoryPair.ts';
import { TestWindow } from '../../support/testWindow.ts';
import { until } from '../../support/until.ts';
import { windowParts } from '../../support/windowParts.ts';
import { head, Listener, pattern, record, text, workerUrl } from '../store/storeFixture.ts';

globalThis.requestAnimationFrame ??= (callback) => Number(setTimeout(() => callback(0), 0));

export const recording = recordingIdSchema.parse('rows');
/** The records before the huge one. */
export const lines = 5000;
/** 24 MiB. */
export const hugeBytes = 24 * 1024 * 1024;

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

/** A window whose records come from a real engine, with a recording that has some thousand lines, and one huge chunk at its end. */
class CopyingBench {
  /** What was copied since the test began. */
  copied: string[] = [];
  /** The folder that the person saves in; null where they do not. */
  target: string | null = null;
  readonly folder: string;
  readonly client: WirebenchClient;
  #engine: Engine | null = null;
  #window: TestWindow | null = null;
  #view: RecordView | null = null;

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'wirebench-copying-'));
    this.client = createClient(contract);
  }

  get window(): TestWindow {
    if (!this.#window) throw new Error('There is a window in a test alone.');
    return this.#window;
  }

  get view(): RecordView {
    if (!this.#view) throw new Error('There is a view in a test alone.');
    return this.#view;
  }

  async open(): Promise<void> {
    const dialogs = {
      chooseRecording: () => Promise.resolve(null),
      chooseFile: () => Promise.resolve(null),
      chooseCopyTarget: () => Promise.resolve(null),
      chooseSaveTarget: (name: string) =>
        Promise.resolve(this.target === null ? null : join(this.target, name)),
    };
    const log = { warn: () => undefined };
    const workspace = join(this.folder, 'workspace');
    await writeLines(workspace);
    this.#engine = await createEngine({ ...createEngineDeps(workspace), log, dialogs });
    const [near, far] = createMemoryPair();
    this.client.attach(near);
    serve(contract, this.#engine.handlers, far);
  }

  async close(): Promise<void> {
    await this.#engine?.close();
    rmSync(this.folder, { recursive: true });
  }

  async begin(): Promise<void> {
    this.target = mkdtempSync(join(this.folder, 'saved-'));
    this.copied = [];
    this.#window = await TestWindow.open();
    this.#view = createRecordView(
      this.client,
      { recording },
      { live: false, nextFrame: () => Promise.resolve() },
    );
    await until(() => this.view.store.getState().last === lines + 1);
  }

  end(): void {
    this.#view?.dispose();
    this.#window?.[Symbol.dispose]();
  }

  /** Lists what a filter finds, once some of it is. */
  async filter(words: string): Promise<void> {
    const { view } = this;
    view.filter.setText(words);
    view.filter.apply();
    await until(() => view.filter.matches?.filter === words && view.store.getState().isFiltered);
  }

  /** What the window copies and saves with. */
  parts(): Parameters<typeof copyRecords>[0] {
    const { client, window } = this;
    const { state } = window;
    const files = {
      ...state.files,
      saveRecords: (...given: Parameters<typeof state.files.saveRecords>) =>
        saveRecordsInEngine(client, ...given),
    };
    return {
      ...windowParts(window),
      state: { ...state, client, files },
      copyText: async (given) =>
        void this.copied.push(typeof given === 'string' ? given : await given.text()),
      tableWords: new Map([[recording, tableWords]]),
    };
  }

  /** What is said beside the filter. */
  said(): string | null {
    return this.view.filter.store.getState().word;
  }
}

async function writeLines(workspace: string): Promise<void> {
  mkdirSync(join(workspace, 'sessions'), { recursive: true });
  const store = createStore({ workerUrl });
  const path = join(workspace, 'sessions', 'rows.wbs');
  const writer = await store.create(path, head, new Listener().events);
  writer.append(record({ kind: 'opened', direction: null, note: 'Opened.' }));
  for (let number = 2; number <= lines; number += 1) {
    const direction = number % 2 === 0 ? 'in' : 'out';
    writer.append(record({ at: head.startedAt + number, direction, bytes: text(`line ${number}\n`) }));
  }
  writer.append(record({ bytes: pattern(hugeBytes) }));
  await writer.finish(head.startedAt + 1_000_000);
  await store.close();
}

/** One for all tests of a file, which opens a window and a view anew for each. */
export function copyingBench(): CopyingBench {
  const bench = new CopyingBench();
  beforeAll(() => bench.open());
  beforeEach(() => bench.begin());
  afterEach(() => bench.end());
  afterAll(() => bench.close());
  return bench;
}

import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureTestBuild } from '../../support/build.ts';
import { desktopTimeoutMs } from '../../support/desktop.ts';

const origin = 'app://wirebench';

/** The world of a sandboxed preload: its `electron` has what the sandbox leaves of it, and `require` gives nothing else. */
class PreloadWorld {
  /** What went to the main process, and to the page. */
  readonly sent: unknown[][] = [];
  readonly posted: { message: unknown; origin: string; ports: readonly unknown[] }[] = [];
  readonly exposed: unknown[][] = [];
  readonly required: string[] = [];
  readonly ipcRenderer = Object.assign(new EventEmitter(), {
    send: (...args: unknown[]) => this.sent.push(args),
    invoke: (...args: unknown[]) => this.sent.push(args),
    postMessage: (...args: unknown[]) => this.sent.push(args),
  });
  readonly window = Object.assign(new EventTarget(), {
    location: { origin },
    postMessage: (message: unknown, target: string, ports: readonly unknown[] = []) =>
      this.posted.push({ message, origin: target, ports }),
  });
  readonly globals: string[];

  constructor(code: string) {
    const contextBridge = {
      exposeInMainWorld: (...args: unknown[]) => this.exposed.push(args),
      exposeInIsolatedWorld: (...args: unknown[]) => this.exposed.push(args),
    };
    const module = { exports: {} };
    const sandbox = {
      window: this.window,
      module,
      exports: module.exports,
      require: (name: string) => {
        this.required.push(name);
        if (name !== 'electron') throw new Error(`A sandboxed preload has no ${name}.`);
        return { ipcRenderer: this.ipcRenderer, contextBridge };
      },
    };
    runInNewContext(`(function () {${code}\n})()`, sandbox);
    this.globals = Object.keys(sandbox);
  }

  /** A message as the page would get it. */
  say(data: unknown, source: unknown = this.window, from: string = origin): void {
    this.window.dispatchEvent(Object.assign(new Event('message'), { data, source, origin: from }));
  }
}

describe('the preload', () => {
  let code = '';
  beforeAll(async () => {
    code = await readFile(join(await ensureTestBuild(), 'preload', 'preload.cjs'), 'utf8');
  }, desktopTimeoutMs);

  it('needs nothing but electron, and exposes nothing', () => {
    const world = new PreloadWorld(code);
    expect(world.required).toEqual(['electron']);
    expect(world.exposed).toEqual([]);
    expect(world.globals).toEqual(['window', 'module', 'exports', 'require']);
    expect([world.sent, world.posted]).toEqual([[], []]);
  });

  it('asks for a port when the page does', () => {
    const world = new PreloadWorld(code);
    world.say({ type: 'wirebench:port-please' });
    expect(world.sent).toEqual([['wirebench:port-please']]);
  });

  it.each([
    ['another window', { type: 'wirebench:port-please' }, {}, origin],
    ['nobody', { type: 'wirebench:port-please' }, null, origin],
    ['another origin', { type: 'wirebench:port-please' }, undefined, 'https://example.org'],
  ])('does not listen to %s', (_, data, source, from) => {
    const world = new PreloadWorld(code);
    world.say(data, source === undefined ? world.window : source, from);
    expect(world.sent).toEqual([]);
  });

  it.each([null, 'wirebench:port-please', 7, {}, { type: 'wirebench:port' }, { type: 'other' }])(
    'passes on nothing else: %j',
    (data) => {
      const world = new PreloadWorld(code);
      world.say(data);
      expect(world.sent).toEqual([]);
    },
  );

  it('hands the page exactly one port, on its own origin', () => {
    const world = new PreloadWorld(code);
    const port = { name: 'the port' };
    world.ipcRenderer.emit('wirebench:port', { ports: [port] }, null);
    expect(world.posted).toEqual([{ message: { type: 'wirebench:port' }, origin, ports: [port] }]);
  });

  it('hands over nothing when no port came', () => {
    const world = new PreloadWorld(code);
    world.ipcRenderer.emit('wirebench:port', { ports: [] }, null);
    expect(world.posted).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import { connect } from '../../../renderer/host/connect.ts';
import type { WirebenchClient } from '../../../renderer/state/base/client.ts';
import type { Disposable as Owned } from '../../../shared/base/lifecycle.ts';
import { contract } from '../../../shared/contract/contract.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import { lateCloseCode } from '../../../shared/rpc/hello.ts';
import { createFakeStorage } from '../../support/fakeEngine.ts';
import { HeldCounter } from '../../support/held.ts';
import { startTestServer, type TestServer } from '../../support/testServer.ts';
import { until } from '../../support/until.ts';

let client: WirebenchClient;
let connection: Owned | undefined;

/** A browser says by itself which page asks, and the host wants to know. */
class BrowserWebSocket extends NodeWebSocket {
  constructor(url: string) {
    super(url, { origin: new URL(url).origin.replace(/^ws/, 'http') });
  }
}

/** A WebSocket that the host closes in the next turn. */
class ClosedAtOnce extends EventTarget {
  constructor(code: number, reason: string) {
    super();
    queueMicrotask(() => this.dispatchEvent(Object.assign(new Event('close'), { code, reason })));
  }
}

/** A WebSocket whose host is not there. */
class NobodyAnswers extends ClosedAtOnce {
  constructor() {
    super(1006, '');
  }
}

/** A WebSocket whose page is as slow as on a machine that slept between opening it and saying hello. */
class HelloCameLate extends ClosedAtOnce {
  constructor() {
    super(lateCloseCode, 'No token came in time.');
  }
}

beforeEach(() => {
  vi.stubGlobal('WebSocket', BrowserWebSocket);
  client = createClient(contract);
});

afterEach(() => {
  connection?.dispose();
  client.dispose();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** As much of a window as finding the engine takes. */
function windowAt(url: string, sessionStorage = createFakeStorage()) {
  const location = new URL(url);
  const shown: string[] = [];
  const window = Object.assign(new EventTarget(), {
    location,
    sessionStorage,
    history: { replaceState: (_state: unknown, _title: string, path: string) => void shown.push(path) },
  });
  return { window: window as unknown as Window, shown, sessionStorage };
}

const stateOf = (): string => client.status.value.state;

function tokenOf(server: TestServer): string {
  return new URL(server.url).hash.replace('#token=', '');
}

describe('a page in a browser', () => {
  it('finds the engine with the token of its address, which does not stay in sight', async () => {
    await using server = await startTestServer();
    const { window, shown, sessionStorage } = windowAt(server.url);
    connection = connect(client, window);
    await until(() => stateOf() === 'open');
    expect(shown).toEqual(['/']);
    expect((await client.call('app.info', {})).version).toBe('1.2.3');
    connection.dispose();

    const reloaded = windowAt(`${server.origin}/`, sessionStorage);
    client.dispose();
    client = createClient(contract);
    connection = connect(client, reloaded.window);
    await until(() => stateOf() === 'open');
  });

  it('says what to do when it has no token', async () => {
    const { window } = windowAt('http://127.0.0.1:1/');
    connection = connect(client, window);
    expect(client.status.value).toEqual({
      state: 'closed',
      reason:
        'This page was opened without its token. Open the address that Wirebench printed when it started.',
    });
  });

  it('does not try again with a token that was refused', async () => {
    await using server = await startTestServer();
    const { window } = windowAt(`${server.origin}/#token=wrong`);
    connection = connect(client, window);
    await until(() => stateOf() === 'closed');
    expect(client.status.value.reason).toContain('The token is wrong.');
  });

  it('tries again when its token came too late', async () => {
    await using server = await startTestServer();
    vi.stubGlobal('WebSocket', HelloCameLate);
    const { window } = windowAt(server.url);
    connection = connect(client, window);
    await until(() => stateOf() === 'lost');
    expect(client.status.value.reason).toBe('No token came in time.');
    vi.stubGlobal('WebSocket', BrowserWebSocket);
    await until(() => stateOf() === 'open');
  });

  it('does not come to hold more, however long nobody answers', async () => {
    vi.useFakeTimers();
    using held = new HeldCounter();
    vi.stubGlobal('WebSocket', NobodyAnswers);
    const { window } = windowAt('http://127.0.0.1:1/#token=any');
    connection = connect(client, window);
    await vi.advanceTimersByTimeAsync(60_000);
    const { abortListeners } = held.count();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(held.count().abortListeners).toBeLessThanOrEqual(abortListeners);
  });

  it('comes back by itself when the host does', async () => {
    const first = await startTestServer();
    const { port } = first;
    const token = tokenOf(first);
    const { window } = windowAt(first.url);
    connection = connect(client, window);
    await until(() => stateOf() === 'open');
    await first[Symbol.asyncDispose]();
    await until(() => stateOf() === 'lost');
    expect(client.status.value.reason).not.toBe('');
    await using _second = await startTestServer({ port, token });
    await until(() => stateOf() === 'open');
  });
});

/** The window of the desktop, with a preload that answers when a test says so. */
class DesktopWindow extends EventTarget {
  // As Chromium has it of a scheme that was declared.
  readonly location = { protocol: 'app:', origin: 'app://wirebench' };
  asked = 0;

  postMessage(): void {
    this.asked += 1;
  }

  /** Hands over a port, and gives the other end of it. */
  answer({
    source,
    origin = 'app://wirebench',
  }: { readonly source?: unknown; readonly origin?: string } = {}): MessagePort {
    const { port1, port2 } = new MessageChannel();
    const offer = {
      data: { type: 'wirebench:port' },
      ports: [port2],
      source: source === undefined ? this : source,
      origin,
    };
    this.dispatchEvent(Object.assign(new Event('message'), offer));
    return port1;
  }
}

describe('the page of the desktop', () => {
  const connectTo = (desktop: DesktopWindow): void => {
    connection = connect(client, desktop as unknown as Window);
  };

  it('takes the port that it is handed', async () => {
    const desktop = new DesktopWindow();
    connectTo(desktop);
    const port = desktop.answer();
    await until(() => stateOf() === 'open');
    port.close();
  });

  it('takes none of another window or origin', async () => {
    vi.useFakeTimers();
    const desktop = new DesktopWindow();
    connectTo(desktop);
    for (const from of [{ source: null }, { source: {} }, { origin: 'https://example.org' }]) {
      desktop.answer(from).close();
    }
    await vi.advanceTimersByTimeAsync(4000);
    expect(stateOf()).not.toBe('open');
  });

  it('asks again when nobody answers, and says so meanwhile', async () => {
    vi.useFakeTimers();
    const desktop = new DesktopWindow();
    connectTo(desktop);
    await vi.advanceTimersByTimeAsync(5000);
    expect(client.status.value).toEqual({ state: 'lost', reason: 'the program does not answer' });
    await vi.advanceTimersByTimeAsync(250);
    expect(desktop.asked).toBe(2);
    const port = desktop.answer();
    await vi.advanceTimersByTimeAsync(0);
    expect(stateOf()).toBe('open');
    port.close();
  });

  it('does not come to hold more, however long nobody answers', async () => {
    vi.useFakeTimers();
    using held = new HeldCounter();
    connectTo(new DesktopWindow());
    await vi.advanceTimersByTimeAsync(60_000);
    const { abortListeners } = held.count();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(held.count().abortListeners).toBeLessThanOrEqual(abortListeners);
  });
});

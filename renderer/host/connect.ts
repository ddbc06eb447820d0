import { onAbort } from '../../shared/base/onAbort.ts';
import { messageOf } from '../../shared/base/errors.ts';
import { Owner, toDisposable, type Disposable } from '../../shared/base/lifecycle.ts';
import { rpcPath, tokenParameter } from '../../shared/rpc/hello.ts';
import type { Transport } from '../../shared/rpc/transport.ts';
import { createMessagePortTransport } from './messagePortTransport.ts';
import { openWebSocket, RefusedError } from './webSocketTransport.ts';
import type { WirebenchClient } from '../state/base/client.ts';

/** 0.25 s, doubled up to 5 s: a restarted host is found at once, and waiting for one that is not costs nothing. */
const firstPauseMs = 250;
const longestPauseMs = 5000;

/** 5 s: the program answers in milliseconds, and in seconds while it starts on a busy machine. */
const portTimeoutMs = 5000;

const tokenKey = 'wirebench.token';

/** True on the desktop, whose page comes from its own scheme. */
export function isDesktop(location: Pick<Location, 'protocol'>): boolean {
  return location.protocol === 'app:';
}

type Opener = (signal: AbortSignal) => Promise<Transport>;

/** Gives the client a transport to the engine, and a new one whenever it is lost. */
export function connect(client: WirebenchClient, window: Window): Disposable {
  const abort = new AbortController();
  if (isDesktop(window.location)) {
    void keepConnected(client, (signal) => askForPort(window, signal), abort.signal);
  } else {
    const token = takeToken(window);
    window.addEventListener('hashchange', () => window.location.reload(), { signal: abort.signal });
    const url = `${window.location.origin.replace(/^http/, 'ws')}${rpcPath}`;
    if (token === null) {
      client.close(
        'This page was opened without its token. Open the address that Wirebench printed when it started.',
      );
    } else {
      void keepConnected(client, (signal) => openWebSocket(url, token, signal), abort.signal);
    }
  }
  return toDisposable(() => abort.abort());
}

/** The token is in the address when the page is opened, and is kept for a reload; it is removed from the visible address. */
function takeToken({ location, history, sessionStorage }: Window): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get(tokenParameter);
  if (token === null) return sessionStorage.getItem(tokenKey);
  sessionStorage.setItem(tokenKey, token);
  history.replaceState(null, '', location.pathname + location.search);
  return token;
}

async function keepConnected(client: WirebenchClient, open: Opener, signal: AbortSignal): Promise<void> {
  let pauseMs = firstPauseMs;
  while (!signal.aborted) {
    try {
      const transport = await open(signal);
      client.attach(transport);
      pauseMs = firstPauseMs;
      await closed(transport);
    } catch (error) {
      if (error instanceof RefusedError) {
        client.close(error.message);
        return;
      }
      client.status.set({ state: 'lost', reason: messageOf(error) });
    }
    await pause(pauseMs, signal);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}

function closed(transport: Transport): Promise<void> {
  return new Promise((resolve) => transport.onClose(() => resolve()));
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const owner = new Owner();
    const end = (): void => {
      owner.dispose();
      resolve();
    };
    const timer = setTimeout(end, ms);
    owner.add(toDisposable(() => clearTimeout(timer)));
    owner.add(onAbort(signal, end));
  });
}

/**
 * Asks the preload, which answers with a port whose other end is in the main process. Rejects when no port comes, so that it is asked for
 * again.
 */
function askForPort(window: Window, signal: AbortSignal): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const { origin } = window.location;
    const owner = new Owner();
    const end = (outcome: Transport | Error): void => {
      owner.dispose();
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    };
    const over = new AbortController();
    owner.add(toDisposable(() => over.abort()));
    const timer = setTimeout(() => end(new Error('the program does not answer')), portTimeoutMs);
    owner.add(toDisposable(() => clearTimeout(timer)));
    owner.add(onAbort(signal, () => end(new Error('the window does not ask any more'))));
    window.addEventListener(
      'message',
      (event: MessageEvent<unknown>) => {
        const [port] = event.ports;
        if (event.source !== window || event.origin !== origin || !port || !isPortOffer(event.data)) return;
        end(createMessagePortTransport(port));
      },
      { signal: over.signal },
    );
    window.postMessage({ type: 'wirebench:port-please' }, origin);
  });
}

function isPortOffer(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'wirebench:port';
}

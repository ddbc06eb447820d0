/**
 * Runs in the sandboxed window, before its page, in a world of its own. It hands the page one port to the engine when the page asks, and
 * exposes nothing: there is no bridge, so there is nothing to call but the contract behind that port.
 */
import { ipcRenderer } from 'electron';

/** The part of the window that is used here. Everything else under electron/ runs in Node, and is compiled without the DOM. */
declare const window: {
  readonly location: { readonly origin: string };
  addEventListener(type: 'message', listener: (event: PageMessage) => void): void;
  postMessage(message: unknown, origin: string, transfer: readonly unknown[]): void;
};

interface PageMessage {
  readonly source: unknown;
  readonly origin: string;
  readonly data: unknown;
}

const { origin } = window.location;

window.addEventListener('message', ({ source, origin: sender, data }) => {
  if (source !== window || sender !== origin) return;
  if (typeof data !== 'object' || data === null || !('type' in data)) return;
  if (data.type === 'wirebench:port-please') ipcRenderer.send('wirebench:port-please');
});

ipcRenderer.on('wirebench:port', ({ ports }) => {
  const [port] = ports;
  if (port) window.postMessage({ type: 'wirebench:port' }, origin, [port]);
});

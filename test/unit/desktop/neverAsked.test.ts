import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

const sources = globSync(['electron/main.ts', 'electron/preload.ts', 'electron/desktop/**/*.ts'], {
  cwd: root,
});
const code = sources.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** What would widen the rights of a page, or hand something of a peer’s to the system. */
const never = [
  'allowRunningInsecureContent',
  'experimentalFeatures',
  'enableBlinkFeatures',
  'disableBlinkFeatures',
  'allowpopups',
  'loadFile',
  'executeJavaScript',
  'insertCSS',
  'contextBridge',
  'setCertificateVerifyProc',
  'certificate-error',
  'ignore-certificate-errors',
  'bypassCSP',
  'corsEnabled',
  'allowServiceWorkers',
  'setPreloads',
  'registerPreloadScript',
  'loadExtension',
  '@electron/remote',
  'remote-debugging-port',
];

describe('what the program never asks of Electron', () => {
  it('is looked for where Electron is used', () => {
    expect(code.filter(({ text }) => text.includes("from 'electron'")).length).toBeGreaterThan(10);
  });

  it.each(never)('%s', (name) => {
    expect(code.filter(({ text }) => text.includes(name)).map(({ path }) => path)).toEqual([]);
  });

  it('an address for the browser, but for the page of the releases, which the package itself names', () => {
    const calling = code.filter(({ text }) => text.includes('openExternal'));
    expect(calling.map(({ path }) => path)).toEqual(['electron/desktop/updates/openReleasePage.ts']);
    expect(calling[0]?.text.match(/openExternal/g)).toHaveLength(1);
  });

  it('a message from the page other than the one that asks for a port', () => {
    const listening = code.filter(({ text }) =>
      /\bipcMain\s*\.\s*(?:on|once|handle|handleOnce)\b/.test(text),
    );
    expect(listening.map(({ path }) => path)).toEqual(['electron/desktop/enginePort.ts']);
    const [{ text } = { text: '' }] = listening;
    expect(text.match(/\bipcMain\s*\./g)).toHaveLength(1);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../../shared/base/contentSecurityPolicy.ts';
import { desktopTimeoutMs, startDesktop, windowOpened, type Desktop } from '../../support/desktop.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const outside = [
  'app://wirebench/../package.json',
  'app://wirebench/../../package.json',
  'app://wirebench/../main/main.js',
  'app://wirebench/%2e%2e/main/main.js',
  'app://wirebench/%2E%2E%2Fmain/main.js',
  'app://wirebench/..%2fmain/main.js',
  'app://wirebench/..%5cmain%5cmain.js',
  'app://wirebench/..\\main\\main.js',
  'app://wirebench/assets/../../main/main.js',
  'app://wirebench/assets/%2e%2e/%2e%2e/main/main.js',
  'app://wirebench/./../main/main.js',
  'app://wirebench/%252e%252e/main/main.js',
  'app://wirebench/..;/main/main.js',
  'app://wirebench/....//main/main.js',
  'app://wirebench/.%00./main/main.js',
  'app://wirebench//etc/passwd',
  'app://wirebench///etc/passwd',
  'app://wirebench/%2fetc/passwd',
  'app://wirebench/file:///etc/passwd',
  'app://wirebench/C:/Windows/win.ini',
  'app://wirebench/C:%5cWindows%5cwin.ini',
  'app://wirebench/%5c%5chost%5cshare',
  'app://wirebench/index.html%00.js',
  'app://wirebench/index.html/',
  'app://wirebench/assets',
  'app://wirebench/assets/',
  'app://wirebench/.git/config',
  'app://wirebench/.env',
  'app://wirebench/~/.ssh/id_ed25519',
  'app://wirebench/index.html:stream',
  'app://wirebench:80/index.html',
  'app://user@wirebench/index.html',
  'app://wirebench.example.org/index.html',
  'app://other/index.html',
  'app:index.html',
  'file:///etc/passwd',
  'https://wirebench/index.html',
  'no address at all',
  '',
  `app://wirebench/${'a/'.repeat(5000)}`,
];

describe('the app:// scheme', () => {
  let desktop: Desktop;
  beforeAll(async () => {
    desktop = await startDesktop();
    await windowOpened(desktop.application);
  }, desktopTimeoutMs);
  afterAll(() => desktop[Symbol.asyncDispose]());

  /** The URL reaches the handler as it is written here: what Chromium would have tidied up is left in. */
  const get = (url: string, method = 'GET'): Promise<Answer> =>
    desktop.application.evaluate(
      async ({ protocol }, request) => {
        const handler = protocol.handlers.get('app');
        if (!handler) throw new Error('Nothing serves app://');
        const response = await handler(request as Request);
        const headers = Object.fromEntries(response.headers);
        return { status: response.status, headers, body: await response.text() };
      },
      { url, method },
    );

  it('serves the page', async () => {
    const page = await get('app://wirebench/');
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.body).toContain('<title>Wirebench</title>');
  });

  it('serves each file that the page names, with its type', async () => {
    const { body } = await get('app://wirebench/index.html');
    const files = [...body.matchAll(/(?:src|href)="\.?\/?([^"]+)"/g)].map(([, path = '']) => path);
    expect(files.some((path) => path.endsWith('.js'))).toBe(true);
    for (const path of files) {
      const { status, headers } = await get(`app://wirebench/${path}`);
      expect([path, status]).toEqual([path, 200]);
      expect(headers['content-type']).toMatch(/^(?:text\/(?:javascript|css)|image\/)/);
    }
  });

  it('has no script or style in the page itself, which its policy would not run', async () => {
    const { body } = await get('app://wirebench/');
    expect(body).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(body).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });

  it.each(outside.map((url) => [url.slice(0, 60), url]))('answers 404 to %s', async (_, url) => {
    const { status, body } = await get(url);
    expect([status, body]).toEqual([404, 'There is nothing here.\n']);
  });

  it('answers GET and HEAD only', async () => {
    expect(await get('app://wirebench/', 'HEAD')).toMatchObject({ status: 200, body: '' });
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect(await get('app://wirebench/', method)).toMatchObject({ status: 405 });
    }
  });

  it('puts the policy and nosniff on every answer', async () => {
    const answers = await Promise.all([
      get('app://wirebench/'),
      get('app://wirebench/icon.png'),
      get('app://wirebench/not-there.js'),
      get('app://other/'),
      get('app://wirebench/', 'POST'),
    ]);
    for (const { headers } of answers) {
      expect(headers['content-security-policy']).toBe(contentSecurityPolicy({ connect: [] }));
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cache-control']).toBe('no-store');
    }
  });
});

describe('the app:// scheme while the page is developed', () => {
  it('takes the page from no other machine', { timeout: desktopTimeoutMs }, async () => {
    await using desktop = await startDesktop({
      environment: { ELECTRON_RENDERER_URL: 'http://example.org:5173' },
    });
    const shown = await desktop.application.evaluate(
      ({ calls }) => calls.find(({ name }) => name === 'dialog.showErrorBox')?.args,
    );
    expect(shown).toEqual([
      'Wirebench could not start',
      'ELECTRON_RENDERER_URL is http://example.org:5173; the page is only taken from this machine.',
    ]);
  });

  it('does not heed the variable once it is packaged', { timeout: desktopTimeoutMs }, async () => {
    await using desktop = await startDesktop({
      packaged: true,
      environment: { ELECTRON_RENDERER_URL: 'http://127.0.0.1:1' },
    });
    await windowOpened(desktop.application);
    const status = await desktop.application.evaluate(
      async ({ protocol }) => (await protocol.handlers.get('app')?.(new Request('app://wirebench/')))?.status,
    );
    expect(status).toBe(200);
  });
});

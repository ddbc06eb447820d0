import { symlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchangeText } from '../../support/rudePeers.ts';
import { rawGet, startTestServer, statusOf, type TestServer } from '../../support/testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const traversals = [
  '/../secret.txt',
  '/../../etc/passwd',
  '/./../secret.txt',
  '/assets/../../secret.txt',
  '/assets/..',
  '/..',
  '/.',
  '/%2e%2e/secret.txt',
  '/%2e%2e%2fsecret.txt',
  '/..%2fsecret.txt',
  '/..%5csecret.txt',
  '/..\\secret.txt',
  '/\\..\\secret.txt',
  '/%252e%252e/secret.txt',
  '/%252e%252e%252fsecret.txt',
  '/..%c0%afsecret.txt',
  '/%c0%ae%c0%ae/secret.txt',
  '/%uff0e%uff0e/secret.txt',
  '/....//secret.txt',
  '/..;/secret.txt',
  '//secret.txt',
  '//etc/passwd',
  '/etc/passwd',
  '///../secret.txt',
  '/assets//../../secret.txt',
  '/index.html/../../secret.txt',
  '/index.html%00.js',
  '/assets/%00',
  '/file:///etc/passwd',
  '/C:/Windows/win.ini',
  '/c:\\windows\\win.ini',
  '/.hidden',
  '/assets/.hidden',
  '/%',
  '/%zz',
  '/assets',
  '/assets/',
  '/link.txt',
  '/linked/secret.txt',
  '*',
  'http://127.0.0.1/../secret.txt',
  `/${'a/'.repeat(600)}b`,
];

describe('the page', () => {
  it('is index.html, never stored, under a policy that names the exact WebSocket', async () => {
    const response = await fetch(`${server.origin}/`);
    expect(await response.text()).toContain('<title>Wirebench</title>');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        `connect-src 'self' ws://127.0.0.1:${server.port}; worker-src 'self'; object-src 'none'; base-uri 'none'; ` +
        "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types wirebench-editor",
    );
  });

  it('has assets, an empty one too, and stores none of them either', async () => {
    const script = await fetch(`${server.origin}/assets/index-B0_x-9.js?v=1`);
    expect(await script.text()).toBe('export {};');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('cache-control')).toBe('no-store');
    const style = await fetch(`${server.origin}/assets/empty.css`);
    expect([style.status, await style.text()]).toEqual([200, '']);
  });

  it('answers HEAD without a body, and nothing but GET and HEAD', async () => {
    const head = await fetch(`${server.origin}/`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '39', '']);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const response = await fetch(`${server.origin}/`, { method });
      expect([method, response.status, response.headers.get('allow')]).toEqual([method, 405, 'GET, HEAD']);
      expect(response.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('is never stored, nor is a refusal of any kind', async () => {
    const head = 'GET / HTTP/1.1\r\nConnection: close\r\n';
    const here = `Host: 127.0.0.1:${server.port}\r\n`;
    for (const [status, request] of [
      [200, `${head}${here}\r\n`],
      [404, `GET /none HTTP/1.1\r\nConnection: close\r\n${here}\r\n`],
      [403, `${head}Host: evil.example\r\n\r\n`],
      [405, `POST / HTTP/1.1\r\nConnection: close\r\n${here}\r\n`],
      [417, `${head}${here}Expect: the-unexpected\r\n\r\n`],
      [400, 'This is no HTTP.\r\n\r\n'],
      [431, `${head}${here}X: ${'x'.repeat(20_000)}\r\n\r\n`],
      [404, `GET /none HTTP/1.1\r\n${here}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`],
    ] as const) {
      const answer = await exchangeText(server.port, request);
      expect([request, statusOf(answer)]).toEqual([request, status]);
      expect(answer).toContain('\r\nCache-Control: no-store\r\n');
      expect(answer).toContain('\r\nX-Content-Type-Options: nosniff\r\n');
    }
  });

  it('gives away no file beside it, however it is asked', async () => {
    await symlink(join(server.folder, 'secret.txt'), join(server.folder, 'page', 'link.txt'));
    await symlink(server.folder, join(server.folder, 'page', 'linked'));
    for (const path of traversals) {
      const answer = await rawGet(server.port, path);
      expect([path, statusOf(answer)]).toEqual([path, 404]);
      expect(answer).not.toContain('root:');
      expect(answer).not.toContain('secret\n');
      expect(answer.toLowerCase()).toContain('x-content-type-options: nosniff');
      expect(answer.toLowerCase()).toContain('content-security-policy: default-src');
    }
  });
});

describe('Host and Origin', () => {
  const hosts = [
    'evil.example',
    'evil.example:PORT',
    '127.0.0.1',
    '127.0.0.1:1',
    '127.0.0.1:PORT.evil.example',
    '127.0.0.1:PORT@evil.example',
    '127.0.0.1.evil.example:PORT',
    '127.1:PORT',
    '0.0.0.0:PORT',
    '[::1]:PORT',
    'LOCALHOST.:PORT',
    `${hostname()}:PORT`,
    '',
    '[',
    ']:[',
    '%00',
    '::::',
    'http://127.0.0.1:PORT',
    'a'.repeat(5000),
    '\xff\xfe',
  ];

  it('lets in only a Host that is where it is served', async () => {
    for (const host of hosts) {
      const value = host.replace('PORT', String(server.port));
      const answer = await exchangeText(
        server.port,
        `GET / HTTP/1.1\r\nHost: ${value}\r\nConnection: close\r\n\r\n`,
      );
      expect([value, statusOf(answer)]).toEqual([value, 403]);
      expect(answer).toContain('Open the address it printed when it started.');
      expect(answer).not.toContain('<title>');
    }
    expect((await fetch(`${server.origin}/`)).status).toBe(200);
  });

  it('knows localhost, and then expects the page to come from there too', async () => {
    const ask = (headers: string): Promise<string> =>
      exchangeText(server.port, `GET / HTTP/1.1\r\nConnection: close\r\n${headers}\r\n\r\n`);
    const host = `Host: localhost:${server.port}`;
    const answer = await ask(host);
    expect(statusOf(answer)).toBe(200);
    expect(answer).toContain(`connect-src 'self' ws://localhost:${server.port};`);
    expect(statusOf(await ask(`${host}\r\nOrigin: http://localhost:${server.port}`))).toBe(200);
    expect(statusOf(await ask(`${host}\r\nOrigin: ${server.origin}`))).toBe(403);
  });

  it('answers no other page', async () => {
    for (const origin of [
      'http://evil.example',
      'null',
      '',
      'http://127.0.0.1:1',
      'https://127.0.0.1:PORT',
      '[',
      '\xff',
    ]) {
      const value = origin.replace('PORT', String(server.port));
      const answer = await rawGet(server.port, '/', [`Origin: ${value}`]);
      expect([value, statusOf(answer)]).toEqual([value, 403]);
    }
  });
});

describe('requests that are no HTTP', () => {
  it('end no more than their own connection', async () => {
    const noStore = '\r\nCache-Control: no-store\r\n';
    const requests = [
      'GET\r\n\r\n',
      'GET  HTTP/1.1\r\n\r\n',
      'GET / HTTP/1.1\r\n\r\n',
      'GET // HTTP/1.1\r\nHost: //\r\nConnection: close\r\n\r\n',
      `GET http://[ HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`,
      '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
      '\0'.repeat(1000),
      `GET /rpc HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      `GET /rpc HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: ${server.origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      `GET /rpc HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: ${server.origin}\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n`,
    ];
    for (const request of requests) {
      const answer = await exchangeText(server.port, request);
      const status = statusOf(answer);
      expect(`${answer}\r\n${status === 0 ? noStore : ''}`).toContain(noStore);
      // 0: the connection was reset before an answer to so much rubbish could be read.
      const isRefused = status === 0 || (status >= 400 && status < 500);
      expect([request.slice(0, 40), isRefused]).toEqual([request.slice(0, 40), true]);
    }
    expect((await fetch(`${server.origin}/`)).status).toBe(200);
  });
});

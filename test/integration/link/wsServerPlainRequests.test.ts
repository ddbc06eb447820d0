import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RecordedEndpoint } from '../../support/recordingSink.ts';
import { exchangeWith } from './serverExchange.ts';

let server: RecordedEndpoint;
let port: number;
beforeEach(async () => {
  server = RecordedEndpoint.start({ kind: 'ws-server', address: 'ws://127.0.0.1:0/chat' });
  ({ port } = await server.listens());
});
afterEach(() => server[Symbol.asyncDispose]());

function exchange(request: string): ReturnType<typeof exchangeWith> {
  return exchangeWith(server, port, request);
}

describe('a plain request', () => {
  it.each(['GET /chat', 'GET /', 'HEAD /chat', 'GET http://h/chat'])(
    '%s gets 426 and what to upgrade to',
    async (line) => {
      const { answer, said } = await exchange(`${line} HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n\r\n`);
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      expect(head).toMatch(/^HTTP\/1\.1 426 Upgrade Required\r\n/);
      expect(head).toMatch(/\r\nUpgrade: websocket(?:\r\n|$)/);
      expect(head).toMatch(/\r\nConnection: Upgrade, close\r\n/);
      expect(body === '').toBe(line.startsWith('HEAD'));
      expect(said).toEqual(['asked by plain HTTP and was answered 426.']);
    },
  );

  it.each(['OPTIONS *', 'OPTIONS /chat', 'POST /chat', 'TRACE /chat', 'CONNECT h:80'])(
    '%s gets 405',
    async (line) => {
      const { answer, status, said } = await exchange(`${line} HTTP/1.1\r\nHost: x\r\n\r\n`);
      expect(status).toBe(405);
      expect(answer).toMatch(/\r\nAllow: GET\r\n/);
      expect(said).toHaveLength(1);
    },
  );

  it('behind another one is not answered any more', async () => {
    const { answer } = await exchange('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(2));
    expect(answer.match(/^HTTP\/1\.1 /gm)).toHaveLength(1);
  });
});

import { describe, expect, it } from 'vitest';
import { dialTo, newRoute, problemWith, stepsOf } from '../../support/dialing.ts';
import { tcpPeer } from '../../support/peers.ts';
import { startHttpAnswer } from '../../support/rudePeers.ts';
import { socksReply, startSocksAnswers } from '../../support/rudeProxies.ts';

const proxy = { use: 'system' };
const target = { host: 'service.test', port: 9000, proxy };
const answering = (answer: string) => () => Promise.resolve(answer);

describe('the proxy of the system', () => {
  it('is asked for with the target, and none where the way is direct', async () => {
    await using peer = await tcpPeer();
    const asked: unknown[] = [];
    const route = newRoute();
    const systemProxy = ({ host, port }: { host: string; port: number }) => {
      asked.push({ host, port });
      return Promise.resolve('DIRECT');
    };
    const socket = await dialTo({ port: peer.port, proxy, systemProxy }, route);
    socket.destroy();
    expect(asked).toEqual([{ host: '127.0.0.1', port: peer.port }]);
    expect(stepsOf(route)).toEqual(['connect done']);
  });

  it('is the first that can be used', async () => {
    await using http = await startHttpAnswer('HTTP/1.1 200 OK\r\n\r\n', false);
    const systemProxy = answering(`SOCKS 127.0.0.1:1; proxy 127.0.0.1:${http.port};DIRECT`);
    const route = newRoute();
    const socket = await dialTo({ ...target, systemProxy }, route);
    socket.destroy();
    expect(route.facts.proxy).toBe(`http://127.0.0.1:${http.port}`);
  });

  it('may be one of SOCKS 5', async () => {
    await using socks = await startSocksAnswers([Buffer.of(5, 0), socksReply(0)]);
    const route = newRoute();
    const systemProxy = answering(`SOCKS5 127.0.0.1:${socks.port}`);
    const socket = await dialTo({ ...target, systemProxy }, route);
    socket.destroy();
    expect(route.facts.proxy).toBe(`socks5://127.0.0.1:${socks.port}`);
  });

  it.each([
    ['SOCKS 127.0.0.1:1', / \(SOCKS\)\. Choose another way/],
    ['', /names no proxy that Wirebench can use\. /],
    ['<b>x</b> y', /names no proxy that Wirebench can use\. /],
  ])('of “%s” is refused', async (answer, sentence) => {
    const problem = await problemWith(dialTo({ ...target, systemProxy: answering(answer) }));
    expect(problem.message).toMatch(sentence);
    expect(problem.field).toBe('proxy.use');
  });

  it('is refused where nobody can be asked, and told where the system does not answer', async () => {
    expect(await problemWith(dialTo(target))).toMatchObject({
      message: expect.stringMatching(/^Only the desktop app can ask/),
      field: 'proxy.use',
    });
    const systemProxy = () => Promise.reject(new Error('no answer'));
    expect(await problemWith(dialTo({ ...target, systemProxy }))).toMatchObject({
      message: 'The system could not be asked for its proxy: no answer',
      field: 'proxy.use',
    });
  });
});

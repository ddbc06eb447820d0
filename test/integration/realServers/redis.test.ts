import { describe, expect, it } from 'vitest';
import { needs, programs } from '../../support/needs.ts';
import { startRedis } from '../../support/realServers.ts';
import { connectTo } from '../../support/recordingSink.ts';

describe('a Redis server', needs(programs('redis-server')), () => {
  it('answers PING over TCP, and closes after QUIT', async () => {
    await using redis = await startRedis();
    const { endpoint, link } = await connectTo({ kind: 'tcp-client', address: redis.url });
    await using _ = endpoint;
    await link.send('PING\r\n');
    await link.receives('+PONG\r\n');
    await link.send('*2\r\n$4\r\nECHO\r\n$4\r\n\r\n\0x\r\n');
    await link.receives('$4\r\n\r\n\0x\r\n');
    await link.send('QUIT\r\n');
    expect(await link.end()).toEqual({
      clean: true,
      reason: `127.0.0.1:${redis.port} closed the connection.`,
    });
    expect(link.story.slice(-2)).toEqual(['ended', 'closed']);
  });
});

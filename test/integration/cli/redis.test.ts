import { describe, expect, it } from 'vitest';
import { needs, programs } from '../../support/needs.ts';
import { startRedis } from '../../support/realServers.ts';
import { conversation } from '../../support/finished.ts';
import { runHere } from '../../support/wirebenchHere.ts';

describe('a real Redis', needs(programs('redis-server')), () => {
  it('answers PING to the command line', async () => {
    await using redis = await startRedis();
    const finished = await runHere('connect', redis.url, '--send', 'PING\\r\\n', '--until', '1', '--json');
    expect(finished.status).toBe(0);
    expect(conversation(finished)).toEqual(['→ PING\r\n', '← +PONG\r\n']);
  });
});

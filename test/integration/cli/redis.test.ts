import { describe, expect, it } from 'vitest';
import { installed, startRedis } from '../../support/realServers.ts';
import { conversation, run } from '../../support/wirebench.ts';

describe.runIf(installed('redis-server'))('a real Redis', () => {
  it('answers PING to the command line', async () => {
    await using redis = await startRedis();
    const finished = await run('connect', redis.url, '--send', 'PING\\r\\n', '--until', '1', '--json');
    expect(finished.status).toBe(0);
    expect(conversation(finished)).toEqual(['→ PING\r\n', '← +PONG\r\n']);
  });
});

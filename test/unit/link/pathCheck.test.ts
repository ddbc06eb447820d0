import { describe, expect, it } from 'vitest';
import { checkPlaces } from '../../../electron/engine/check/checkPlaces.ts';
import { thisMachine } from '../../../electron/engine/check/machine.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';

describe('what is said of a path before it is opened', () => {
  it.each([
    ['ws-client', 'ws://127.0.0.1:9000/chät', /^The path is sent as \/ch%C3%A4t, because “ä”/],
    ['ws-client', '127.0.0.1:9000/a\\b', /^The path is sent as \/a%5Cb, because “\\”/],
    ['ws-server', 'ws://127.0.0.1:9000/chat?x', /^A server answers its path whatever the query is/],
  ])('of a %s at %s', async (kind, address, sentence) => {
    const findings = await checkPlaces(endpointSchema.parse({ kind, address }), thisMachine());
    expect(findings).toEqual([
      { field: 'address', tone: 'warning', message: expect.stringMatching(sentence) },
    ]);
  });

  it.each([
    ['ws-client', 'ws://127.0.0.1:9000/a/../b?x=%20'],
    ['ws-server', 'ws://127.0.0.1:9000/chät'],
    ['tcp-client', 'tcp://127.0.0.1:9000/'],
    ['ws-client', 'ws://'],
  ])('nothing of a %s at %s', async (kind, address) => {
    expect(await checkPlaces(endpointSchema.parse({ kind, address }), thisMachine())).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { resolveEndpoint } from '../../../electron/engine/session/resolveEndpoint.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';

const client = (text: string): ReturnType<typeof endpointSchema.parse> =>
  endpointSchema.parse({
    kind: 'tcp-client',
    address: 'tcp://127.0.0.1:9',
    onOpen: [{ kind: 'data', format: 'hex', text }],
  });

describe('what is opened for a saved endpoint', () => {
  it('is the endpoint, with the bytes of its opening messages', () => {
    const endpoint = client('48 49');
    expect(resolveEndpoint({ endpoint })).toEqual({
      ok: true,
      value: { endpoint, opening: [{ kind: 'data', bytes: new Uint8Array([0x48, 0x49]) }] },
    });
  });

  it('is nothing where a field is not right, and the problem stands at that field', () => {
    expect(resolveEndpoint({ endpoint: client('4x') })).toEqual({
      ok: false,
      problem: [{ field: 'onOpen.0', tone: 'problem', message: expect.stringContaining('Message 1') }],
    });
  });
});

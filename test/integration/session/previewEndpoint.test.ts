import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { previewEndpoint } from '../../../electron/engine/preview/previewEndpoint.ts';
import { formatHex } from '../../../shared/bytes/hex.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import type { EndpointPreview } from '../../../shared/model/preview.ts';
import { reaches } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';
import { templatesOf } from '../../support/templates.ts';

const newBench = benchesOfOneEngine();

/** These connections have no secrets of their own. */
const noSecrets = { secret: () => Promise.reject(new Error('A secret was read.')) };

/** The texts by their fields. */
function textsOf({ options }: EndpointPreview): Readonly<Record<string, string>> {
  return Object.fromEntries(
    options.map(({ field, stretches }) => [field, stretches?.map(({ text }) => text).join('') ?? '?']),
  );
}

describe('a look at a connection', () => {
  it('shows the address and the headers with which it is then opened', async () => {
    const bench = newBench();
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    const place = server.address();
    const port = typeof place === 'object' && place !== null ? place.port : 0;
    const seen: unknown[] = [];
    server.on('connection', (_socket, { url, headers }) => seen.push([url, headers]));
    const templates = templatesOf({
      ...{ host: `127.0.0.1:${port}`, url: 'ws://{{host}}/feed?token={{secretToken}}', who: 'ada' },
      ...{ secretToken: 's3cret-of-mine' },
    });
    const endpoint = endpointSchema.parse({
      ...{ kind: 'ws-client', address: '{{url}}', subprotocols: ['x-{{who}}'] },
      headers: [
        { name: 'X-{{who}}', value: '{{$sha256:{{secretToken}}}}' },
        { name: 'X-Plain', value: 'plain' },
      ],
    });
    server.options.handleProtocols = (offered) => [...offered][0] ?? false;
    const shown = textsOf(await previewEndpoint(endpoint, templates, noSecrets, true));
    const session = await bench.engine.sessions.open({
      ...{ endpoint, name: 'Test', connectionId: null, recordingPath: null, templates },
    });
    await reaches(session, ({ phase }) => phase === 'open' || phase === 'failed');
    expect(seen).toEqual([
      [
        new URL(shown['address'] ?? '').pathname + new URL(shown['address'] ?? '').search,
        expect.objectContaining({
          [shown['headers.0.name']?.toLowerCase() ?? '']: shown['headers.0.value'],
          'x-plain': shown['headers.1.value'],
          'sec-websocket-protocol': shown['subprotocols.0'],
        }),
      ],
    ]);
    const masked = await previewEndpoint(endpoint, templates, noSecrets, false);
    expect(textsOf(masked)).toEqual({
      ...shown,
      address: `ws://127.0.0.1:${port}/feed?token=•••`,
      'headers.0.value': '•••',
    });
    expect(JSON.stringify(masked)).not.toContain('s3cret');
    await session.close();
    server.close();
  });

  it('marks what is computed, says what does not resolve, and hides what a mask does not find', async () => {
    const endpoint = endpointSchema.parse({
      ...{ kind: 'ws-client', address: 'ws://{{hots}}/', proxy: { use: 'http', address: '{{host}}:1' } },
      headers: [
        { name: 'X-Id', value: 'a {{$uuid}}' },
        { name: 'X-Key', value: '{{$hex:{{secretToken}}}}' },
      ],
    });
    const found = await previewEndpoint(
      endpoint,
      templatesOf({ host: 'h', secretToken: 's3cret-of-mine' }),
      noSecrets,
      false,
    );
    expect(found.problems).toMatchObject([
      { field: 'address', message: expect.stringContaining('Did you mean “host”?') },
    ]);
    expect(found.options).toContainEqual({ field: 'address', stretches: null });
    expect(found.options).toContainEqual({
      field: 'proxy.address',
      stretches: [
        { source: 'value', text: 'h' },
        { source: 'written', text: ':1' },
      ],
    });
    expect(found.options).toContainEqual({
      field: 'headers.0.value',
      stretches: [
        { source: 'written', text: 'a ' },
        { source: 'computed', text: expect.stringMatching(/^[\da-f-]{36}$/) },
      ],
    });
    expect(JSON.stringify(found)).not.toContain(formatHex(Buffer.from('s3cret-of-mine'), { separator: '' }));
  });
});

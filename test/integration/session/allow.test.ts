import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEngineDeps } from '../../../electron/headless.ts';
import { createEngine } from '../../../electron/engine/engine.ts';
import { endpointSchema, type Endpoint } from '../../../shared/model/connection.ts';
import { plainTextOptions } from '../../../shared/model/textOptions.ts';
import { reaches } from '../../support/sessionBench.ts';
import { tcpService } from '../../support/tcpService.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

const { signal } = new AbortController();
const context = { signal, body: undefined };
const opening = { kind: 'data', format: 'text', text: '{{$env:HOME}}', ...plainTextOptions } as const;

/** An engine in whose workspace no variable of this machine is allowed, with a connection to a server of its own. */
async function openBench() {
  const root = await temporaryFolder();
  const service = await tcpService(() => undefined);
  const deps = createEngineDeps(join(root.path, 'workspace'));
  const engine = await createEngine({ ...deps, configFolder: join(root.path, 'config') });
  const { handlers, sessions } = engine;
  const created = await handlers['connections.create'](
    {
      name: 'service',
      endpoint: endpointSchema.parse({ kind: 'tcp-client', address: service.url }),
      folder: '',
    },
    context,
  );
  const asked = { connection: created.id, environment: null };
  return {
    handlers,
    service,
    asked,
    allow: (name: string) => handlers['environments.allow']({ name }, context),
    /** Changes the connection. */
    change: (endpoint: Endpoint) =>
      handlers['connections.update'](
        { connection: created.id, name: 'service', revision: created.revision, endpoint },
        context,
      ),
    /** Opens the connection, and waits until it is open or has failed. */
    async begin() {
      const { id } = await handlers['sessions.open'](asked, context);
      const session = sessions.get(id);
      await reaches(session, ({ phase }) => phase !== 'connecting');
      return session;
    },
    async [Symbol.asyncDispose]() {
      await engine.close();
      await service[Symbol.asyncDispose]();
      await root[Symbol.asyncDispose]();
    },
  };
}

describe('a variable of this machine that is not allowed', () => {
  it('is named where opening, checking and looking are refused, until it is allowed', async () => {
    await using bench = await openBench();
    const { handlers, service, asked } = bench;
    const endpoint = endpointSchema.parse({
      ...{ kind: 'tcp-client', address: service.url, onOpen: [opening] },
      socket: { localAddress: '{{$env:NO_SUCH_ADDRESS}}' },
    });
    await bench.change(endpoint);
    const check = async () => (await handlers['connections.check']({ ...asked, endpoint }, context)).findings;

    expect((await bench.begin()).info.value).toMatchObject({
      phase: 'failed',
      reason: expect.stringMatching(/^“NO_SUCH_ADDRESS” .* may not be used by this workspace yet\./),
      problem: { code: null, field: 'socket.localAddress', allows: 'NO_SUCH_ADDRESS' },
    });
    expect(await check()).toEqual([
      expect.objectContaining({ field: 'socket.localAddress', allows: 'NO_SUCH_ADDRESS' }),
      expect.objectContaining({ field: 'onOpen.0', allows: 'HOME' }),
    ]);
    const looked = await handlers['connections.preview']({ ...asked, endpoint, isRevealed: false }, context);
    expect(looked.allows).toEqual(['NO_SUCH_ADDRESS']);

    // What was allowed is no longer named: the address that it stands for is not there, which is another reason.
    await bench.allow('NO_SUCH_ADDRESS');
    expect((await bench.begin()).info.value).toMatchObject({
      reason: expect.stringContaining('has no variable “NO_SUCH_ADDRESS”'),
      problem: { field: 'socket.localAddress' },
    });
    expect((await check()).map(({ allows }) => allows)).toEqual([undefined, 'HOME']);
  });

  it('is named where sending and repeating are refused, and nothing is sent until it is allowed', async () => {
    await using bench = await openBench();
    const { handlers, service } = bench;
    const session = await bench.begin();
    const { text, ...head } = opening;
    const message = { ...head, session: session.id, to: 'all', environment: null } as const;
    const written = { signal, body: new TextEncoder().encode(text) };
    const send = async () => await handlers['sessions.sendWritten'](message, written);
    await expect(send()).rejects.toMatchObject({ code: 'BAD_REQUEST', allows: 'HOME' });
    await handlers['sessions.repeat']({ ...message, repeat: { count: 2, intervalMs: 10 } }, written);
    await reaches(session, ({ repeat }) => repeat?.phase === 'failed');
    expect(session.info.value.repeat).toMatchObject({ sent: 0, allows: 'HOME' });
    expect(service.received()).toBe('');
    await bench.allow('HOME');
    await send();
    const home = process.env['HOME'] ?? '';
    await until(() => service.received() === home);
  });
});

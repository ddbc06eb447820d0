import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEngineDeps } from '../../../electron/headless.ts';
import { createEngine } from '../../../electron/engine/engine.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { plainTextOptions } from '../../../shared/model/textOptions.ts';
import { reaches } from '../../support/sessionBench.ts';
import { tcpService } from '../../support/tcpService.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

const { signal } = new AbortController();

describe('a variable of this machine that is not allowed', () => {
  it('is named where opening, checking, looking and sending are refused, until it is allowed', async () => {
    await using root = await temporaryFolder();
    await using service = await tcpService(() => undefined);
    const deps = createEngineDeps(join(root.path, 'workspace'));
    const engine = await createEngine({ ...deps, configFolder: join(root.path, 'config') });
    try {
      const { handlers, sessions } = engine;
      const context = { signal, body: undefined };
      const opening = { kind: 'data', format: 'text', text: '{{$env:HOME}}', ...plainTextOptions } as const;
      const endpoint = endpointSchema.parse({
        ...{ kind: 'tcp-client', address: service.url, onOpen: [opening] },
        socket: { localAddress: '{{$env:NO_SUCH_ADDRESS}}' },
      });
      const input = { name: 'service', endpoint, folder: '' };
      const created = await handlers['connections.create'](input, context);
      const connection = created.id;
      const asked = { connection, environment: null };
      const begin = async () => {
        const { id } = await handlers['sessions.open'](asked, context);
        const session = sessions.get(id);
        await reaches(session, ({ phase }) => phase !== 'connecting');
        return session;
      };
      const check = async () =>
        (await handlers['connections.check']({ ...asked, endpoint }, context)).findings;

      expect((await begin()).info.value).toMatchObject({
        phase: 'failed',
        reason: expect.stringMatching(/^“NO_SUCH_ADDRESS” .* may not be used by this workspace yet\./),
        problem: { code: null, field: 'socket.localAddress', allows: 'NO_SUCH_ADDRESS' },
      });
      const refused = [
        expect.objectContaining({ field: 'socket.localAddress', allows: 'NO_SUCH_ADDRESS' }),
        expect.objectContaining({ field: 'onOpen.0', allows: 'HOME' }),
      ];
      expect(await check()).toEqual(refused);
      const looked = await handlers['connections.preview'](
        { ...asked, endpoint, isRevealed: false },
        context,
      );
      expect(looked.allows).toEqual(['NO_SUCH_ADDRESS']);

      // What was allowed is no longer named: the address that it stands for is not there, which is another reason.
      await handlers['environments.allow']({ name: 'NO_SUCH_ADDRESS' }, context);
      expect((await begin()).info.value).toMatchObject({
        reason: expect.stringContaining('has no variable “NO_SUCH_ADDRESS”'),
        problem: { field: 'socket.localAddress' },
      });
      expect((await check()).map(({ allows }) => allows)).toEqual([undefined, 'HOME']);

      const open = endpointSchema.parse({ kind: 'tcp-client', address: service.url });
      const { revision } = created;
      await handlers['connections.update'](
        { connection, name: 'service', revision, endpoint: open },
        context,
      );
      const session = await begin();
      const { text, ...head } = opening;
      const message = { ...head, session: session.id, to: 'all', environment: null } as const;
      const send = async () =>
        await handlers['sessions.sendWritten'](message, { signal, body: new TextEncoder().encode(text) });
      await expect(send()).rejects.toMatchObject({ code: 'BAD_REQUEST', allows: 'HOME' });
      const repeat = { count: 2, intervalMs: 10 };
      await handlers['sessions.repeat'](
        { ...message, repeat },
        { signal, body: new TextEncoder().encode(text) },
      );
      await reaches(session, ({ repeat: repeated }) => repeated?.phase === 'failed');
      expect(session.info.value.repeat).toMatchObject({ sent: 0, allows: 'HOME' });
      expect(service.received()).toBe('');
      await handlers['environments.allow']({ name: 'HOME' }, context);
      await send();
      const home = process.env['HOME'] ?? '';
      await until(() => service.received() === home);
    } finally {
      await engine.close();
    }
  });
});

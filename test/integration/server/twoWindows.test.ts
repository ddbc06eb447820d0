import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHeadless, type RunningHeadless } from '../../../electron/headless.ts';
import type { WirebenchContract } from '../../../shared/contract/contract.ts';
import { baseEnvironmentId, type SavedEnvironment } from '../../../shared/model/environment.ts';
import { messageContentSchema } from '../../../shared/model/savedMessage.ts';
import { variablesSchema } from '../../../shared/model/variable.ts';
import type { Client } from '../../../shared/rpc/client.ts';
import { openHostClient } from '../../support/hostClient.ts';
import { someEndpoint } from '../../support/openWorkspace.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

type Window = Client<WirebenchContract>;

let root: Awaited<ReturnType<typeof temporaryFolder>>;
let host: RunningHeadless;
let windows: readonly [Window, Window];

beforeAll(async () => {
  root = await temporaryFolder();
  const page = join(root.path, 'page');
  await mkdir(page);
  await writeFile(join(page, 'index.html'), '<title>Wirebench</title>');
  host = await startHeadless({ workspace: join(root.path, 'workspace'), page });
  windows = [await openHostClient(host.url), await openHostClient(host.url)];
});

afterAll(async () => {
  for (const window of windows) window.dispose();
  await host.close();
  await root[Symbol.asyncDispose]();
});

/** What becomes of a write that both windows make at once, each with something of its own: what was written, and why the other was not. */
async function bothAtOnce<Saved>(
  write: (window: Window, own: string) => Promise<Saved>,
): Promise<{ readonly saved: Saved; readonly own: string; readonly refusal: string }> {
  const names = ['one', 'two'];
  const ended = await Promise.allSettled(windows.map((window, index) => write(window, names[index] ?? '')));
  const index = ended.findIndex(({ status }) => status === 'fulfilled');
  const [written, refused] = [ended[index], ended[1 - index]];
  if (written?.status !== 'fulfilled' || refused?.status !== 'rejected')
    throw new Error('Not exactly one of the two was written.');
  expect(refused.reason).toMatchObject({ code: 'WRONG_STATE' });
  return { saved: written.value, own: names[index] ?? '', refusal: String(refused.reason.message) };
}

async function environmentsOf(window: Window): Promise<readonly SavedEnvironment[]> {
  const listed = Promise.withResolvers<readonly SavedEnvironment[]>();
  const following = window.subscribe('environments.list', {}, ({ environments }) =>
    listed.resolve(environments),
  );
  return listed.promise.finally(() => following.dispose());
}

const variables = (value: string) => variablesSchema.parse([{ name: 'host', value }]);

describe('two windows that change one thing at once', () => {
  it.each(['the base, which has no file yet', 'an environment'])(
    'write %s once, and the other is told',
    async (which) => {
      const [one] = windows;
      const [base] = await environmentsOf(one);
      const before =
        which === 'an environment'
          ? await one.call('environments.create', { name: 'Staging', variables: [] })
          : base;
      if (!before) throw new Error('The base is not listed.');
      const { id: environment, name, revision } = before;
      const { saved, own, refusal } = await bothAtOnce((window, value) =>
        window.call('environments.update', { environment, name, revision, variables: variables(value) }),
      );
      expect(refusal).toMatch(/^This environment was changed elsewhere meanwhile, so nothing was written\./);
      expect(saved.variables).toEqual(variables(own));
      const listed = await environmentsOf(one);
      expect(listed.filter(({ id }) => id === environment)).toEqual([saved]);
      if (environment === baseEnvironmentId) return;
      await expect(one.call('environments.remove', { environment, revision })).rejects.toThrow(
        'Nothing was deleted: this environment has just been changed elsewhere.',
      );
    },
  );

  it('write the variables of a folder once', async () => {
    const [one] = windows;
    const { path: folder } = await one.call('connections.createFolder', { parent: '', name: 'f' });
    const first = await bothAtOnce((window, value) =>
      window.call('connections.setFolderVariables', { folder, revision: '', variables: variables(value) }),
    );
    expect(first.refusal).toMatch(/^The variables of this folder were changed elsewhere meanwhile/);
    expect(first.saved.variables).toEqual(variables(first.own));
    const { revision = '' } = first.saved;
    const second = await bothAtOnce((window, value) =>
      window.call('connections.setFolderVariables', {
        ...{ folder, revision },
        variables: value === 'one' ? [] : variables(value),
      }),
    );
    expect(second.saved.variables ?? []).toEqual(second.own === 'one' ? [] : variables(second.own));
  });

  it('write a connection and a message once, and delete none that they have not seen', async () => {
    const [one] = windows;
    const { id: connection, revision } = await one.call('connections.create', {
      ...{ name: 'c', endpoint: someEndpoint },
    });
    const renamed = await bothAtOnce((window, name) =>
      window.call('connections.update', { connection, name, endpoint: someEndpoint, revision }),
    );
    expect(renamed.refusal).toMatch(/^This connection was changed elsewhere meanwhile/);
    expect(renamed.saved.name).toBe(renamed.own);
    await expect(one.call('connections.remove', { connection, revision })).rejects.toThrow(
      'Nothing was deleted',
    );
    const content = messageContentSchema.parse({ name: 'm', body: '' });
    const message = await one.call('messages.create', { content, owner: { folder: '' } });
    const written = await bothAtOnce((window, body) =>
      window.call('messages.update', {
        ...{ message: message.id, revision: message.revision },
        content: { ...content, body },
      }),
    );
    expect(written.refusal).toMatch(/^This message was changed elsewhere meanwhile/);
    expect(written.saved.body).toBe(written.own);
    await expect(
      one.call('messages.remove', { message: message.id, revision: message.revision }),
    ).rejects.toThrow('Nothing was deleted: this message has just been changed elsewhere.');
  });
});

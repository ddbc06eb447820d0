import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startHeadless, type RunningHeadless } from '../../../electron/headless.ts';
import { version } from '../../../electron/version.ts';
import { unpackPage } from '../../../shared/model/recordPage.ts';
import { openHostClient } from '../../support/hostClient.ts';
import { followConnections } from '../../support/listConnections.ts';
import { linePeer } from '../../support/peers.ts';
import { writeLargeWorkspace } from '../../support/largeWorkspace.ts';
import { readsBelow } from '../../support/readsBelow.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

async function start(folder: string): Promise<RunningHeadless> {
  const page = join(folder, 'page');
  await mkdir(page, { recursive: true });
  await writeFile(join(page, 'index.html'), '<title>Wirebench</title>');
  return startHeadless({ workspace: join(folder, 'workspace'), page });
}

describe('the headless host', () => {
  it('runs the whole engine for a page, which can go and come back', async () => {
    await using folder = await temporaryFolder();
    await using peer = await linePeer(() => '+PONG\r\n');
    const host = await start(folder.path);
    const page = await openHostClient(host.url);
    expect(await page.call('app.info', {})).toMatchObject({ version, host: 'headless', fileDialogs: false });
    const address = `tcp://127.0.0.1:${peer.port}`;
    const connection = await page.call('connections.create', {
      name: 'redis',
      endpoint: { kind: 'tcp-client', address },
    });
    const { id: session } = await page.call('sessions.open', { connection: connection.id });
    let phase = '';
    page.subscribe('sessions.watch', { session }, (info) => {
      phase = info.phase;
    });
    await until(() => phase === 'open');
    const body = new TextEncoder().encode('PING\r\n');
    expect(await page.call('sessions.send', { session, to: 'all', kind: 'data' }, { body })).toEqual({
      sent: 1,
    });
    page.dispose();

    const again = await openHostClient(host.url);
    const received = async (): Promise<string | undefined> => {
      const answer = await again.call('records.rows', { source: { session }, from: 1, count: 10 });
      const row = unpackPage(answer).rows.find(({ direction }) => direction === 'in');
      return row && new TextDecoder().decode(row.preview);
    };
    await expect.poll(received).toBe('+PONG\r\n');
    again.dispose();
    await host.close();
  });

  it('reads no connection before it listens, and all of them once a page asks', async () => {
    await using folder = await temporaryFolder();
    const workspace = join(folder.path, 'workspace');
    const size = { folders: 10, connections: 20, messages: 20, shared: 0 };
    await writeLargeWorkspace(workspace, size);
    using reads = readsBelow(join(workspace, 'connections'));
    const host = await start(folder.path);
    expect(reads.count()).toBe(0);
    const page = await openHostClient(host.url);
    let listed = 0;
    followConnections(page, (connections) => (listed = connections.length));
    await until(() => listed === size.connections);
    expect(reads.count()).toBeGreaterThan(size.folders + size.connections);
    page.dispose();
    await host.close();
  });

  it('says that a port is its own, where a connection wants that of the page', async () => {
    await using folder = await temporaryFolder();
    const host = await start(folder.path);
    const page = await openHostClient(host.url);
    const { id: connection } = await page.call('connections.create', {
      name: 'mine',
      endpoint: { kind: 'tcp-server', address: `tcp://localhost:${host.port}` },
    });
    const { id: session } = await page.call('sessions.open', { connection });
    let reason: string | null = null;
    page.subscribe('sessions.watch', { session }, (info) => {
      ({ reason } = info);
    });
    await until(() => reason !== null);
    expect(reason).toBe(
      `Wirebench serves its own page at 127.0.0.1:${host.port}. Choose another port; 0 takes a free one.`,
    );
    page.dispose();
    await host.close();
  });

  it('finds everything again when it is started again', async () => {
    await using folder = await temporaryFolder();
    const first = await start(folder.path);
    const page = await openHostClient(first.url);
    const endpoint = { kind: 'udp', address: 'udp://127.0.0.1:9' } as const;
    await page.call('connections.create', { name: 'dns', endpoint });
    page.dispose();
    await first.close();
    const second = await start(folder.path);
    const names: string[] = [];
    const again = await openHostClient(second.url);
    followConnections(again, (connections) => names.push(...connections.map(({ name }) => name)));
    await expect.poll(() => names).toEqual(['dns']);
    again.dispose();
    await second.close();
  });
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { secretForms } from '../../../electron/engine/secrets/secretForms.ts';
import { olderFormats, olderRecording } from '../../support/olderRecordings.ts';
import { tcpPeer } from '../../support/peers.ts';
import { runHere } from '../../support/wirebenchHere.ts';
import { fixturesOfOneStore } from './sharedStore.ts';
import type { StoreFixture } from './storeFixture.ts';

const fixture = fixturesOfOneStore();

/** The path of a copy of a recording without this secret, and in how many records it stood. */
async function blanked(
  { store, folder }: Pick<StoreFixture, 'store' | 'folder'>,
  path: string,
  secret: string,
): Promise<{ readonly copy: string; readonly records: number }> {
  // One of format 1 is brought up to date by that.
  await (await store.open(path)).close();
  const copy = join(folder, 'blanked.wbs');
  let records = 0;
  for await (const progress of store.passOver(path, [secretForms(Buffer.from(secret))], copy))
    records = progress.blanked;
  return { copy, records };
}

describe.each(olderFormats)('a copy of a recording of format %i without a secret', (format) => {
  it('is shown, filtered and replayed like any other', async () => {
    const made = fixture();
    const path = olderRecording(format, 'client', made.folder);
    const { copy, records } = await blanked(made, path, 'PING');
    expect(records).toBe(2);
    expect((await readFile(path)).includes('PING')).toBe(true);
    expect((await readFile(copy)).includes('PING')).toBe(false);

    const shown = await runHere('show', copy, '--filter', 'dir:out "****"');
    expect(shown).toMatchObject({ status: 0, stderr: '' });
    expect(shown.stdout).toMatch(/→ .*\*{4}/);
    const gone = await runHere('show', copy, '--filter', '"PING"');
    expect(gone.stdout).not.toContain('****');

    const received: Buffer[] = [];
    await using peer = await tcpPeer((socket) => {
      socket.on('data', (chunk) => {
        received.push(chunk);
        if (chunk.toString().endsWith('QUIT\r\n')) socket.end();
      });
    });
    await runHere('replay', copy, '--to', `tcp://127.0.0.1:${peer.port}`, '--timing', 'fast');
    const all = Buffer.concat(received);
    expect(all.subarray(0, 11).toString()).toBe('****\r\nBIG\r\n');
    expect(all.length).toBe(6 + 5 + 1_300_001 + 6);
  });

  it('has the records of a server with several peers', async () => {
    const made = fixture();
    const path = olderRecording(format, 'server', made.folder);
    const { copy, records } = await blanked(made, path, 'hello');
    expect(records).toBeGreaterThan(1);
    const [before, after] = await Promise.all([path, copy].map((each) => runHere('show', each)));
    expect(after?.status).toBe(0);
    const told = after?.stdout.replace(`; secrets blanked in ${records} records`, '');
    expect(told?.replaceAll('*****', 'hello')).toBe(before?.stdout);
  });
});

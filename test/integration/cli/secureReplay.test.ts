import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { validCertificate } from '../../support/certificates.ts';
import { securePeer } from '../../support/securePeers.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { runHere } from '../../support/wirebenchHere.ts';

it('verifies the certificate in a replay, whatever the recording says, and takes the authority that it is given', async () => {
  await using folder = await temporaryFolder();
  await using peer = await securePeer((socket) => socket.pipe(socket));
  const url = `tls://localhost:${peer.port}`;
  const file = join(folder.path, 'talk.wbs');
  const ca = join(folder.path, 'ca.pem');
  await writeFile(ca, validCertificate);
  const recorded = await runHere(
    'connect',
    url,
    '--insecure',
    '--send',
    'hello',
    '--until',
    '1',
    '--save',
    file,
  );
  expect(recorded.status).toBe(0);
  const replay = (...more: string[]) => runHere('replay', file, '--to', url, '--timing', 'wait', ...more);
  const refused = await replay();
  expect(refused.status).toBe(1);
  expect(refused.stderr).toMatch(/self-signed/);
  expect(refused.stderr).toContain('This was recorded with --insecure. It is not taken from a recording');
  const given = await replay('--insecure');
  expect(given.status).toBe(0);
  expect(given.stderr).not.toContain('was recorded with');
  const { status, stdout } = await replay('--ca', ca, '--json');
  expect(status).toBe(0);
  expect(stdout).toContain('"matched":1');
});

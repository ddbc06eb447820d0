import { writeFile } from 'node:fs/promises';
import { messageOf, WirebenchError } from '../../shared/base/errors.ts';
import { visibleLine } from '../../shared/bytes/visibleText.ts';
import type { Engine } from '../engine/engine.ts';

/** Writes the certificate of the authority that signs Wirebench's own certificates, as PEM, for others to trust. Overwrites nothing. */
export async function saveAuthority(engine: Engine, path: string): Promise<void> {
  const context = { signal: new AbortController().signal, body: undefined };
  const { pem } = await engine.handlers['secrets.authority']({}, context);
  try {
    await writeFile(path, pem.endsWith('\n') ? pem : `${pem}\n`, { flag: 'wx' });
  } catch (cause) {
    throw new WirebenchError(
      'BAD_REQUEST',
      `--save-ca: ${visibleLine(path)} cannot be written: ${messageOf(cause)}.`,
      {
        cause,
      },
    );
  }
}

import { afterEach, describe, expect, it } from 'vitest';
import { readRecording } from '../../../renderer/host/browserFiles.ts';
import { importFile } from '../../../renderer/host/incomingFiles.ts';
import { safeFileName } from '../../../renderer/state/base/safeFileName.ts';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { recordingIdSchema } from '../../../shared/model/ids.ts';
import { largestPieceBytes } from '../../../shared/model/recording.ts';
import { createFakeEngine, type FakeEngine } from '../../support/fakeEngine.ts';

const recording = recordingIdSchema.parse('r1');
const bytes = Uint8Array.from({ length: 2 * largestPieceBytes + 5 }, (_, index) => index % 251);
let engine: FakeEngine;

afterEach(() => engine[Symbol.dispose]());

describe('a recording in a browser', () => {
  it('comes as a whole, piece by piece, with its progress', async () => {
    engine = createFakeEngine({
      'recordings.read': ({ offset }) => ({
        output: { size: bytes.length },
        body: bytes.subarray(offset, offset + largestPieceBytes),
      }),
    });
    const shares: number[] = [];
    const blob = await readRecording(engine.client, { recording }, (share) => shares.push(share));
    expect(new Uint8Array(await blob.arrayBuffer())).toEqual(bytes);
    expect(shares).toHaveLength(3);
    expect(shares.at(-1)).toBe(1);
  });

  it('that a browser cannot hold is refused, with what to do instead', async () => {
    engine = createFakeEngine({
      'recordings.read': () => ({ output: { size: 2 ** 31 }, body: new Uint8Array(1) }),
    });
    await expect(readRecording(engine.client, { recording }, () => undefined)).rejects.toThrow(
      'more than a browser can hold. Copy its file from the workspace folder instead.',
    );
  });

  it('goes into the workspace in pieces, in order', async () => {
    const pieces: { offset: number; body: Uint8Array }[] = [];
    engine = createFakeEngine({
      'recordings.beginImport': () => ({ import: 7 }),
      'recordings.importPiece': ({ offset }, { body }) => {
        pieces.push({ offset, body: Uint8Array.from(body) });
        return {};
      },
      'recordings.finishImport': () => ({ recording }),
    });
    const file = new File([bytes], 'redis.wbs');
    expect(await importFile(engine.client, file, () => undefined, new AbortController().signal)).toBe('r1');
    expect(pieces.map(({ offset }) => offset)).toEqual([0, largestPieceBytes, 2 * largestPieceBytes]);
    expect(Buffer.concat(pieces.map(({ body }) => body))).toEqual(Buffer.from(bytes));
  });

  it('is thrown away there when the person cancels it half way', async () => {
    const abort = new AbortController();
    engine = createFakeEngine({
      'recordings.beginImport': () => ({ import: 7 }),
      'recordings.importPiece': () => ({}),
      'recordings.cancelImport': () => ({}),
    });
    const file = new File([bytes], 'redis.wbs');
    expect(await importFile(engine.client, file, () => abort.abort(), abort.signal)).toBe(null);
    const calls = engine.asked.map(({ name }) => name.replace('recordings.', ''));
    expect(calls).toEqual(['beginImport', 'importPiece', 'cancelImport']);
  });

  it('that is no recording ends with the engine’s sentence', async () => {
    engine = createFakeEngine({
      'recordings.beginImport': () => ({ import: 7 }),
      'recordings.finishImport': () => {
        throw new WirebenchError('BAD_REQUEST', 'This is not a session file.');
      },
    });
    await expect(
      importFile(engine.client, new File([], 'x.wbs'), () => undefined, new AbortController().signal),
    ).rejects.toThrow('This is not a session file.');
  });

  it('is saved under a name that every system takes', () => {
    engine = createFakeEngine();
    expect(safeFileName('redis 14:02', 'wbs')).toBe('redis 14-02.wbs');
    expect(safeFileName('../../etc/passwd', 'wbs')).toBe('-..-etc-passwd.wbs');
    expect(safeFileName('a\u202Eb\u0000', 'wbs')).toBe('a-b-.wbs');
    expect(safeFileName('...', 'wbs')).toBe('recording.wbs');
  });
});

import { describe, expect, it } from 'vitest';
import { initialDraft, messageOfDraft } from '../../../renderer/features/composer/draft.ts';
import {
  chooseMode,
  modeOf,
  problemOfFile,
  withPath,
} from '../../../renderer/features/composer/fileDraft.ts';

const written = { ...initialDraft('ws-client'), text: 'hello', kind: 'text' as const };

describe('the mode in which a file is sent', () => {
  it('keeps the text beside the file, and the file beside the text', () => {
    const file = withPath(chooseMode(written, 'file').draft, 'files/a.bin');
    expect([modeOf(file), file.kind, file.text]).toEqual(['file', 'binary', 'hello']);
    const text = chooseMode(file, 'hex').draft;
    expect([modeOf(text), text.kind, text.text]).toEqual(['hex', 'text', '68 65 6c 6c 6f']);
    expect(chooseMode(text, 'file').draft.file).toEqual({ path: 'files/a.bin', isChosen: true });
    expect(chooseMode({ ...file, kind: 'ping' }, 'text').draft.kind).toBe('ping');
  });

  it('puts nothing of the file into the message of the text', () => {
    const file = withPath(written, 'files/a.bin');
    expect(messageOfDraft(file)).toEqual(messageOfDraft(written));
  });

  it('says before it is sent what its destination cannot take', () => {
    const file = withPath({ ...written, kind: 'data' }, 'a.bin');
    expect(problemOfFile(file, 65_508, { kind: 'udp', largestDatagram: 65_507 })).toBe(
      'A UDP datagram holds at most 65,507 bytes, and this message has 65,508. Send it in parts.',
    );
    expect(problemOfFile(file, 0, { kind: 'tcp-client' })).toBe(
      '“a.bin” is empty, and an empty message puts no bytes on a stream.',
    );
    expect(problemOfFile(file, 65_508, { kind: 'tcp-client' })).toBeNull();
    expect(problemOfFile({ ...file, kind: 'ping' }, 5, { kind: 'ws-client' })).toContain('text or a binary');
    expect(problemOfFile({ ...file, kind: 'binary' }, 0, { kind: 'ws-client' })).toBeNull();
  });
});

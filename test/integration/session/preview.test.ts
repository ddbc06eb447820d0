import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previewMessage } from '../../../electron/engine/preview/previewMessage.ts';
import type { MessagePreview } from '../../../shared/model/preview.ts';
import { largestPreviewBytes } from '../../../shared/model/preview.ts';
import { plainTextOptions } from '../../../shared/model/textOptions.ts';
import type { WrittenMessage } from '../../../shared/model/writtenMessage.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';
import { tcpService } from '../../support/tcpService.ts';
import { templatesOf } from '../../support/templates.ts';
import { until } from '../../support/until.ts';

const newBench = benchesOfOneEngine();

const variables = {
  name: 'Ada ü 日',
  outer: '<{{name}}|{{secretToken}}>',
  empty: '',
  digits: '00 ff 41',
  secretToken: 's3cret-of-mine',
};

const message = (text: string, changes: Partial<WrittenMessage> = {}): WrittenMessage => ({
  ...{ kind: 'data', format: 'text', text, ...plainTextOptions },
  ...changes,
});

async function preview(written: WrittenMessage, isRevealed = false, sentBefore = 0) {
  const destination = { kind: 'tcp-client' } as const;
  return previewMessage({ written, destination, sentBefore, isRevealed }, templatesOf(variables));
}

/** The stretches with their bytes as Latin-1. */
function stretchesOf({ preview: { stretches }, bytes }: { preview: MessagePreview; bytes: Uint8Array }) {
  return stretches.map(({ source, from, to, isHidden }) => [
    isHidden ? `hidden ${source}` : source,
    Buffer.from(bytes.subarray(from, to)).toString('latin1'),
  ]);
}

const reference = fc.constantFrom(
  '{{name}}',
  '{{outer}}',
  '{{empty}}',
  '{{text:name}}',
  '{{secretToken}}',
  '{{$base64:{{outer}}}}',
  '{{$sha256:{{secretToken}}}}',
  '{{$file:a}}',
  '{{$env:HOME}}',
  '{{$counter:5:2}}',
  '{{"{{"}}',
);
const inText = fc
  .array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 6 }), reference), { maxLength: 6 })
  .map((pieces) => pieces.join(''));
const inHex = fc
  .array(fc.constantFrom('41', '00 ff', '{{digits}}', '{{text:outer}}', '{{$sha256:x}}'), { maxLength: 6 })
  .map((pieces) => pieces.join(' '));
const written = fc.oneof(
  fc
    .record({
      text: inText,
      encoding: fc.constantFrom('utf-8', 'utf-16le', 'gb18030'),
      terminator: fc.constantFrom('', '\\r\\n', '\\0'),
    })
    .map(({ text, ...options }) => message(text, { ...options, format: 'plain' })),
  inHex.map((text) => message(text, { format: 'hex' })),
);

describe('a look at a message', () => {
  it('shows the bytes that are then sent, and all but those of secrets without being asked', async () => {
    const bench = newBench();
    await using service = await tcpService(() => undefined);
    const session = await bench.open({ kind: 'tcp-client', address: service.url });
    await fc.assert(
      fc.asyncProperty(written, async (each) => {
        const sentBefore = session.sentBefore(each);
        const shown = await preview(each, true, sentBefore);
        const masked = await preview(each, false, sentBefore);
        if (shown.preview.problems.length > 0) return;
        expect(shown.bytes.length).toBe(shown.preview.size);
        const before = service.received().length;
        await session.sendWritten('all', each, () => Promise.resolve(templatesOf(variables)));
        await until(() => service.received().length === before + shown.preview.size);
        const sent = service.received().slice(before);
        expect(Buffer.from(shown.bytes).toString('latin1')).toBe(sent);
        const hidden = masked.preview.stretches.filter(({ isHidden }) => isHidden);
        for (const [at, byte] of masked.bytes.entries()) {
          const isHidden = hidden.some(({ from, to }) => at >= from && at < to);
          expect(byte).toBe(isHidden ? 0 : sent.charCodeAt(at));
        }
        const text = Buffer.from(masked.bytes).toString(each.encoding === 'utf-16le' ? 'utf16le' : 'utf8');
        expect(text).not.toContain('s3cret');
      }),
      { numRuns: 60 },
    );
    expect(service.received()).toContain('s3cret');
  });

  it('tells where each byte comes from, and hides of a value just what is secret', async () => {
    const digest = createHash('sha256').update('s3cret-of-mine').digest('hex');
    const shown = await preview(message('a{{empty}}{{outer}}{{name}}\\n', { terminator: '\\0' }));
    expect(stretchesOf(shown)).toEqual([
      ['written', 'a'],
      ['secret', '<Ada Ã¼ æ\u0097¥|'],
      ['hidden secret', '\0'.repeat(14)],
      ['secret', '>'],
      ['value', 'Ada Ã¼ æ\u0097¥'],
      ['written', '\n\0'],
    ]);
    expect(stretchesOf(await preview(message('{{$sha256:{{secretToken}}}}')))).toEqual([
      ['hidden secret', '\0'.repeat(64)],
    ]);
    expect(stretchesOf(await preview(message('{{$sha256:{{secretToken}}}}'), true))).toEqual([
      ['secret', digest],
    ]);
    expect(stretchesOf(await preview(message('41 {{text:outer}}', { format: 'hex' })))[1]?.[0]).toBe(
      'hidden secret',
    );
  });

  it('shows nothing of a secret where there are more stretches than are shown', async () => {
    const templates = templatesOf({ v: '{{secretToken}}.'.repeat(2100), secretToken: 's3cret-of-mine' });
    const shown = await previewMessage(
      { written: message('{{v}}'), destination: { kind: 'tcp-client' }, sentBefore: 0, isRevealed: false },
      templates,
    );
    expect(shown.preview.stretches).toHaveLength(4096);
    expect(Buffer.from(shown.bytes).toString('latin1').replaceAll('\0', '')).toMatch(/^\.+$/);
  });

  it('begins with U+FEFF where the text does, and so does what is sent', async () => {
    const bench = newBench();
    await using service = await tcpService(() => undefined);
    const session = await bench.open({ kind: 'tcp-client', address: service.url });
    const { handlers } = bench.engine;
    const { text: _, ...head } = message('');
    const [asked, body] = [{ ...head, session: session.id }, new TextEncoder().encode('\ufeff{{$counter}}')];
    const context = { signal: new AbortController().signal, body };
    const shown = await handlers['messages.preview'](
      {
        ...asked,
        ...{ destination: { kind: 'tcp-client', largestDatagram: 9 }, environment: null, connection: null },
        isRevealed: false,
      },
      context,
    );
    await handlers['sessions.sendWritten']({ ...asked, to: 'all', environment: null }, context);
    const marked = 'ï»¿1';
    expect(Buffer.from(shown.body).toString('latin1')).toBe(marked);
    await until(() => service.received().endsWith('1'));
    expect(service.received()).toBe(marked);
    const repeat = { count: 1, intervalMs: 10 };
    await handlers['sessions.repeat']({ ...asked, repeat, to: 'all', environment: null }, context);
    await until(() => /\d$/.test(service.received().slice(marked.length)));
    expect(service.received()).toMatch(/^ï»¿1ï»¿\d$/);
  });

  it('marks as computed what is another one each time, and counts nothing', async () => {
    const bench = newBench();
    await using service = await tcpService(() => undefined);
    const session = await bench.open({ kind: 'tcp-client', address: service.url });
    const { handlers } = bench.engine;
    const text = '{{$counter}};{{$uuid}}{{$base64:{{$now}}}}{{$counter}}';
    const { text: _, ...head } = message(text);
    const look = async () => {
      const { output, body } = await handlers['messages.preview'](
        {
          ...head,
          session: session.id,
          connection: null,
          destination: { kind: 'tcp-client', largestDatagram: 9 },
          environment: null,
          isRevealed: false,
        },
        { signal: new AbortController().signal, body: new TextEncoder().encode(text) },
      );
      return stretchesOf({ preview: output, bytes: body }).map(([source, bytes]) =>
        source === 'computed' ? source : bytes,
      );
    };
    expect(await look()).toEqual(['1', ';', 'computed', '1']);
    expect(await look()).toEqual(['1', ';', 'computed', '1']);
    await session.sendWritten('all', message(text));
    expect(await look()).toEqual(['2', ';', 'computed', '2']);
    await until(() => service.received().startsWith('1;') && service.received().endsWith('1'));
  });

  it('says every problem at its place', async () => {
    const { preview: found } = await preview(message('{{nmae}} {{$randomInt:9:1}} {{name}}'));
    expect(found).toMatchObject({
      size: 0,
      problems: [
        { place: { from: 0, to: 8 }, message: expect.stringContaining('Did you mean “name”?') },
        { place: { from: 9, to: 27 } },
      ],
    });
    const hex = await preview(message('4{{digits}}{{name}}', { format: 'hex' }));
    expect(hex.preview.problems.map(({ place }) => place)).toEqual([
      { from: 0, to: 1 },
      { from: 11, to: 19 },
    ]);
    const empty = await preview(message('{{empty}}'));
    expect(empty.preview.problems).toMatchObject([{ place: null }]);
  });

  it('is of the first bytes of a long message, and tells its length', async () => {
    const long = 'x'.repeat(largestPreviewBytes);
    const { preview: found, bytes } = await preview(message(`{{name}}${long}{{secretToken}}`));
    expect(found.size).toBe(10 + long.length + 14);
    expect(bytes.length).toBe(largestPreviewBytes);
    expect(found.stretches).toHaveLength(2);
    const many = await preview(message('{{digits}}.'.repeat(5000)));
    expect(many.preview.stretches).toHaveLength(4096);
    expect(many.bytes.length).toBe(many.preview.stretches.at(-1)?.to);
  });
});

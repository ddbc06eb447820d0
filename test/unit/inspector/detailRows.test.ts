import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { detailRowsOf } from '../../../renderer/features/inspector/detailRows.ts';
import { detailWords } from '../../../renderer/features/inspector/detailWords.ts';
import { detailSchemas } from '../../../shared/model/recordDetail.ts';

describe('the fields of a record', () => {
  it('are named in words, without what says nothing', () => {
    const handshake = { request: ['GET /chat HTTP/1.1', 'Host: x'], answer: [] };
    const rows = detailRowsOf('opened', {
      ...{ local: '127.0.0.1:1', remote: '127.0.0.1:2', proxy: null, path: '/chat' },
      ...{ userAgent: null, subprotocol: null, handshake, tls: null },
    });
    expect(rows).toEqual([
      { name: 'Local address', values: ['127.0.0.1:1'] },
      { name: 'Remote address', values: ['127.0.0.1:2'] },
      { name: 'Request target', values: ['/chat'] },
      { name: 'Handshake request', values: ['GET /chat HTTP/1.1', 'Host: x'] },
    ]);
  });

  it('are one line for each group of a socket, and words for numbers and truth', () => {
    const groups = [
      { group: '239.1.2.3', interface: 'eth0' },
      { group: '239.1.2.4', interface: '' },
    ];
    expect(detailRowsOf('changed', { what: 'groups', did: 'joined', groups })[2]).toEqual({
      name: 'Groups joined',
      values: ['239.1.2.3 eth0', '239.1.2.4'],
    });
    expect(detailRowsOf('ended', { side: 'peer', isAnswer: true })).toEqual([
      { name: 'Ended by', values: ['the peer (FIN received)'] },
      { name: 'Answers a FIN', values: ['yes'] },
    ]);
  });

  it('tell a close code from an error code', () => {
    expect(detailRowsOf('close', { code: 1000, reason: '' })).toEqual([
      { name: 'Close code', values: ['1000 normal closure'] },
    ]);
    const closed = { code: 'ECONNRESET', closeCode: 1006, closeReason: null };
    expect(detailRowsOf('closed', closed)).toEqual([
      { name: 'Error code', values: ['ECONNRESET'] },
      { name: 'Close code', values: ['1006 no close frame'] },
    ]);
  });
});

/** A field of a schema, and the words that its value is one of. */
interface Field {
  readonly path: string;
  readonly choices: readonly string[];
}

function fieldsOf(schema: unknown, path = ''): Field[] {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional)
    return fieldsOf(schema.unwrap(), path);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => fieldsOf(option, path));
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([key, field]) =>
      fieldsOf(field, path === '' ? key : `${path}.${key}`),
    );
  if (schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral)
    return [
      { path, choices: (schema instanceof z.ZodEnum ? schema.options : [...schema.values]).map(String) },
    ];
  return [{ path, choices: [] }];
}

describe('the words of fields', () => {
  const fields = Object.values(detailSchemas).flatMap((schema) => fieldsOf(schema));
  const words = new Map(Object.entries(detailWords));

  it('are there for every field that a record can have, and for no other', () => {
    expect(fields.length).toBeGreaterThan(80);
    expect(new Set(words.keys())).toEqual(new Set(fields.map(({ path }) => path)));
    for (const [path, { name }] of words)
      expect([path, name]).toEqual([path, expect.stringMatching(/^[A-Z]/)]);
  });

  it('are there for every value of a choice', () => {
    // These are words already.
    const plain = new Set(['verified', 'refused']);
    for (const { path, choices } of fields)
      for (const choice of path === 'kind' ? [] : choices) {
        const said = words.get(path)?.say?.(choice === 'true' ? true : choice);
        expect([path, said]).toEqual([path, expect.any(String)]);
        expect([path, choice, said === choice]).toEqual([path, choice, plain.has(choice)]);
      }
  });
});

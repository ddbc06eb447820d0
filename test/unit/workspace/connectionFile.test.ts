import { describe, expect, it } from 'vitest';
import { connectionFile } from '../../../electron/engine/workspace/connectionFile.ts';
import { formatJsonFile, parseJsonFile } from '../../../electron/engine/workspace/jsonFile.ts';
import type { Result } from '../../../shared/base/result.ts';
import { connectionSchema, type Connection } from '../../../shared/model/connection.ts';
import { testKey } from '../../support/certificates.ts';
import { largestEndpoint } from '../../support/largestEndpoint.ts';

const redis = connectionSchema.parse({
  version: 1,
  id: 'redis-1',
  name: 'Redis',
  endpoint: {
    kind: 'tcp-client',
    address: 'tcp://127.0.0.1:6379',
    connectTimeoutMs: 20_000,
    whenDiskFails: 'pause',
  },
});

const text = `{
  "version": 1,
  "id": "redis-1",
  "name": "Redis",
  "endpoint": {
    "kind": "tcp-client",
    "address": "tcp://127.0.0.1:6379",
    "connectTimeoutMs": 20000,
    "whenDiskFails": "pause"
  }
}
`;

function parse(content: string): Result<Connection, { line: number; message: string }> {
  return parseJsonFile(connectionFile, new TextEncoder().encode(content));
}

/** `line: message`, or “fine”. */
function problemOf(content: string): string {
  const parsed = parse(content);
  return parsed.ok ? 'fine' : `${parsed.problem.line}: ${parsed.problem.message}`;
}

describe('the file of a connection', () => {
  it('diffs well: one field a line, in the order of the schema, with a line break at the end', () => {
    expect(formatJsonFile(connectionFile, redis)).toBe(text);
    const { version, ...rest } = redis;
    expect(formatJsonFile(connectionFile, { ...rest, version })).toBe(text);
  });

  it('is read back as it was', () => {
    expect(parse(text)).toEqual({ ok: true, value: redis });
  });

  it('may begin with a byte order mark, have other line ends, and say what is so by itself', () => {
    const said = text.replace('"pause"', '"pause",\n    "startTls": "none"');
    expect(parse(`\ufeff${said.replaceAll('\n', '\r\n')}`)).toEqual({ ok: true, value: redis });
  });

  it('says of opening messages what is not usual', () => {
    const messages = [
      { kind: 'data', format: 'text', text: 'a' },
      { kind: 'data', format: 'text', encoding: 'shift_jis', terminator: '\\r\\n', text: 'b' },
    ];
    const connection = connectionSchema.parse({
      ...redis,
      endpoint: { ...redis.endpoint, onOpen: messages },
    });
    const file = formatJsonFile(connectionFile, connection);
    expect(JSON.parse(file)).toMatchObject({ endpoint: { onOpen: messages } });
    expect(file).not.toContain('utf-8');
    expect(parse(file)).toEqual({ ok: true, value: connection });
  });

  it('has the options that somebody chose, and no others', () => {
    const endpoint = {
      kind: 'tls-client',
      address: 'tls://127.0.0.1:6380',
      reconnect: { enabled: true },
      tls: { key: { id: 'k1', name: 'client.key' }, alpn: ['h2'], verify: true },
      whenDiskFails: 'pause',
    };
    const chosen = connectionSchema.parse({ ...redis, endpoint });
    const { endpoint: written }: { endpoint: unknown } = JSON.parse(formatJsonFile(connectionFile, chosen));
    expect(written).toEqual({
      ...endpoint,
      tls: { key: { id: 'k1', name: 'client.key' }, alpn: ['h2'] },
    });
    expect(parse(formatJsonFile(connectionFile, chosen))).toEqual({ ok: true, value: chosen });
  });
});

describe('the size of a file', () => {
  it('is far below what is read again, with the largest endpoint that there may be', () => {
    const largest = connectionSchema.parse({ ...redis, endpoint: largestEndpoint() });
    const written = formatJsonFile(connectionFile, largest);
    expect(parse(written)).toEqual({ ok: true, value: largest });
    expect(Buffer.byteLength(written)).toBeLessThan(connectionFile.largest.bytes / 2);
  });

  it('is refused before it is written where it could not be read again', () => {
    const euros = { ...redis, name: '€'.repeat(100) };
    const bytes = Buffer.byteLength(formatJsonFile(connectionFile, euros));
    const allowing = (largest: number): typeof connectionFile => ({
      ...connectionFile,
      largest: { bytes: largest, text: '1 MiB' },
    });
    expect(Buffer.byteLength(formatJsonFile(allowing(bytes), euros))).toBe(bytes);
    expect(() => formatJsonFile(allowing(bytes - 1), euros)).toThrow(
      expect.objectContaining({ code: 'LIMIT', message: expect.stringContaining('larger than 1 MiB') }),
    );
  });
});

describe('a mistake in the file of a connection', () => {
  it.each([
    [
      'a comma that is missing',
      text.replace('"Redis",', '"Redis"'),
      '4: A comma is missing at the end of this line.',
    ],
    ['a comma too many', text.replace('"pause"', '"pause",'), '9: There is a comma before }. Remove it.'],
    ['a file cut off', text.slice(0, 60), '5: A text in quotes is not closed on its line.'],
    ['an empty file', '', '1: The file ends before a value.'],
    ['a comment', text.replace('"name"', '// it\n  "name"'), '4: JSON has no comments. Remove it.'],
    ['a comment for a value', text.replace('"Redis"', '/**/ "Redis"'), '4: JSON has no comments. Remove it.'],
    ['a bare word', text.replace('20000', 'ten'), '8: Expected a value, not “t”.'],
    ['a number as no other reads it', text.replace('20000', '010'), '8: Expected a value, not “0”.'],
    [
      'an unknown escape',
      text.replace('Redis', '\\x41'),
      '4: After \\ comes one of " \\ / b f n r t, or u and four hex digits.',
    ],
    ['text after the end', `${text}{}`, '12: The file continues after its last bracket.'],
    [
      'a name that is written twice',
      text.replace('"version": 1', '"name": "R"'),
      '4: “name” is written twice.',
    ],
    ['a list for an object', '\n[]', '2: A connection is an object in { }.'],
    ['endless brackets', '['.repeat(100_000), '1: Brackets are nested too deeply here.'],
    [
      'an unknown name',
      text.replace('connectTimeoutMs', 'conectTimeoutMs'),
      '8: There is no field “conectTimeoutMs” here. Correct the spelling, or remove it.',
    ],
    [
      'a name for all objects',
      text.replace('"version": 1', '"version": 1, "__proto__": {}'),
      '2: There is no field “__proto__” here. Correct the spelling, or remove it.',
    ],
    ['a field that is missing', text.replace(/ {4}"address".*\n/, ''), '5: “endpoint.address” is missing.'],
    [
      'an unknown kind',
      text.replace('tcp-client', 'tpc'),
      '6: “endpoint.kind” is wrong: It must be one of tcp-client, tcp-server, tls-client, tls-server, udp, unix-client, unix-server, ws-client, ws-server.',
    ],
    [
      'a wrong id',
      text.replace('redis-1', '../x'),
      '3: “id” is wrong: An id has 1 to 64 lower-case letters, digits and hyphens.',
    ],
    [
      'a newer format',
      text.replace('"version": 1', '"version": 2,\n  "more": []'),
      '2: This file has format 2 and was written by a newer Wirebench. Update Wirebench to use it.',
    ],
  ])('is told with its line: %s', (_what, content, problem) => {
    expect(problemOf(content)).toBe(problem);
  });

  it('is told of a private key among certificates, and does not repeat it', () => {
    const options = JSON.stringify({ certificate: testKey });
    const secure = text
      .replace('tcp-client', 'tls-client')
      .replace('"connectTimeoutMs"', `"tls": ${options},\n    "connectTimeoutMs"`);
    const problem = problemOf(secure);
    expect(problem).toBe(
      '8: “endpoint.tls.certificate” is wrong: There is a private key in this text. Keys have a field of their own, so choose the certificates alone.',
    );
  });

  it('is told of bytes that are not UTF-8', () => {
    expect(parseJsonFile(connectionFile, Uint8Array.of(0x7b, 0xff))).toEqual({
      ok: false,
      problem: { line: 1, column: 1, message: 'The file is not UTF-8 text. Save it as UTF-8.' },
    });
  });

  it('never ends in anything else than a sentence or what JSON.parse reads', () => {
    for (let at = 0; at < text.length; at += 1) {
      for (const damaged of [
        text.slice(0, at),
        text.slice(0, at) + text.slice(at + 1),
        `${text.slice(0, at)}"${text.slice(at)}`,
      ]) {
        expect(problemOf(damaged)).toMatch(/^(?:fine|\d+: .+\.)$/s);
      }
    }
  });
});

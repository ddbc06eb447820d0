import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportedCollection } from '../../../shared/import/importedTree.ts';
import { imported, importedFiles, noteLines, variableLines } from './importing.ts';

interface Header {
  readonly key: string;
  readonly value: string;
}

/** A collection of Postman with one request. */
function requested(url: string, header: readonly Header[], base = {}): ImportedCollection {
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
  const item = [{ name: 'My feed', request: { url, header } }];
  return imported(JSON.stringify({ info: { name: 'Bots', schema }, item }), base);
}

function endpointOf({ root }: ImportedCollection) {
  const [connection] = root.connections;
  if (!connection) throw new Error('There is no connection.');
  return connection.endpoint;
}

describe('a credential that is written out', () => {
  it('in an Authorization header becomes a secret variable, behind its scheme', () => {
    const read = requested('ws://a.test/', [
      { key: 'authorization', value: 'Bearer abc.def' },
      { key: 'Proxy-Authorization', value: 'only-this' },
      { key: 'X-Trace', value: 'abc' },
    ]);
    expect(endpointOf(read)).toMatchObject({
      headers: [
        { name: 'authorization', value: 'Bearer {{My_feed_token}}' },
        { name: 'Proxy-Authorization', value: '{{My_feed_token_2}}' },
        { name: 'X-Trace', value: 'abc' },
      ],
    });
    expect(variableLines(read.base)).toEqual([
      'My_feed_token=abc.def secret',
      'My_feed_token_2=only-this secret',
    ]);
    expect(noteLines(read.changed)).toEqual([
      'My feed/authorization: Its token is the secret variable {{My_feed_token}} now, so that no file that git sees has it.',
      'My feed/Proxy-Authorization: Its token is the secret variable {{My_feed_token_2}} now, so that no file that git sees has it.',
    ]);
  });

  it('is one variable wherever it stands, with a name that nothing else has', () => {
    const headers = [
      { key: 'Authorization', value: 'Bearer abcd' },
      { key: 'Proxy-Authorization', value: 'Basic abcd' },
    ];
    const read = requested('ws://a.test/', headers, { My_feed_token: 'taken' });
    expect(variableLines(read.base)).toEqual(['My_feed_token_2=abcd secret']);
    expect(endpointOf(read)).toMatchObject({
      headers: [{ value: 'Bearer {{My_feed_token_2}}' }, { value: 'Basic {{My_feed_token_2}}' }],
    });
  });

  it('before the host of an address becomes a secret variable', () => {
    const read = requested('ws://mia:le:t/me@a.test/feed', []);
    expect(endpointOf(read).address).toBe('ws://mia:le:t/me@a.test/feed');
    const good = requested('ws://mia:let%20me@a.test/feed', []);
    expect(endpointOf(good).address).toBe('ws://mia:{{My_feed_password}}@a.test/feed');
    expect(variableLines(good.base)).toEqual(['My_feed_password=let%20me secret']);
  });

  it('is told, and stays, where it only looks like one', () => {
    const read = requested('ws://a.test/?access_token=abc&page=2&key={{mine}}', [
      { key: 'Cookie', value: 'session=abc' },
      { key: 'X-Api-Key', value: 'abc' },
      { key: 'X-Auth-Token', value: '{{token}}' },
      // No secret of fewer than 4 characters can stand in a header.
      { key: 'Authorization', value: 'Bearer abc' },
      { key: 'Accept-Language', value: 'de' },
    ]);
    expect(read.base).toEqual([]);
    expect(noteLines(read.changed).map((line) => line.slice(0, line.indexOf(':')))).toEqual([
      'My feed?access_token',
      'My feed/Cookie',
      'My feed/X-Api-Key',
      'My feed/Authorization',
    ]);
    expect(noteLines(read.changed)[1]).toBe(
      'My feed/Cookie: This header looks like a credential, and its value stands in a file that git sees. If it is one, put a secret variable in its place.',
    );
  });

  it('is told, and stays, where it stands beside a variable', () => {
    const read = requested('ws://mia:{{start}}0123456789ab@a.test/?token={{start}}0123456789ab', [
      { key: 'Authorization', value: 'Bearer {{start}}.0123456789ab' },
      { key: 'Proxy-Authorization', value: 'Digest username="{{user}}", realm="{{realm}}"' },
      { key: 'X-Auth-Token', value: '{{start}}0123456789ab' },
      { key: 'Accept', value: '{{start}}0123456789ab' },
    ]);
    expect(read.base).toEqual([]);
    const told = noteLines(read.changed).filter((line) => line.includes('looks like a credential'));
    expect(told.map((line) => line.slice(0, line.indexOf(': ')))).toEqual([
      'My feed?token',
      'My feed',
      'My feed/Authorization',
      'My feed/X-Auth-Token',
    ]);
    expect(told[1]).toBe(
      'My feed: This name or password before the host looks like a credential, and its value stands in a file that git sees. If it is one, put a secret variable in its place.',
    );
  });

  it('is told, and stays, as the value of a variable that is not secret', () => {
    const read = importedFiles({
      'bruno.json': '{"name": "C"}',
      'environments/Live.bru':
        'vars {\n  host: a.test\n  accessToken: abcd\n  password: {{word}}\n}\nvars:secret [\n  secret_key\n]\n',
      'collection.bru': 'vars:pre-request {\n  api_key: abcd\n}\n',
      'a/folder.bru': 'meta {\n  name: A\n}\nvars:pre-request {\n  passwd: abcd\n  secret: \n}\n',
      'a/r.bru': 'meta {\n  name: R\n  type: ws\n}\nws {\n  url: ws://{{host}}/\n}\n',
    });
    const told = noteLines(read.changed).filter((line) => line.includes('looks like a credential'));
    const sentence =
      'This variable looks like a credential, and its value stands in a file that git sees. If it is one, make it secret.';
    expect(told).toEqual(['api_key', 'Live/accessToken', 'A/passwd'].map((item) => `${item}: ${sentence}`));
  });

  it('is in no connection, whatever it is', () => {
    assert(
      property(string({ minLength: 8, maxLength: 60 }), (random) => {
        const secret = encodeURIComponent(`0${random.toWellFormed()}`);
        const read = requested('ws://a.test/', [{ key: 'Authorization', value: `Token ${secret}` }]);
        expect(JSON.stringify(read.root)).not.toContain(secret);
        expect(read.base).toEqual([{ name: 'My_feed_token', value: secret, isSecret: true, on: true }]);
      }),
    );
  });
});

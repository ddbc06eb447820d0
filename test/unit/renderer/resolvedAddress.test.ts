import { describe, expect, it } from 'vitest';
import { addressResolver } from '../../../renderer/state/workspace/resolvedAddress.ts';
import { textWith } from '../../../renderer/state/workspace/searchTexts.ts';
import { newEndpoint } from '../../../renderer/state/workspace/endpoints.ts';
import type { ConnectionFolder } from '../../../shared/model/connection.ts';
import { connectionFolderSchema } from '../../../shared/model/connection.ts';
import type { Scope } from '../../../shared/template/scope.ts';
import { fakeConnection } from '../../support/fakeEngine.ts';

const folders: readonly ConnectionFolder[] = [
  connectionFolderSchema.parse({ path: 'eu', variables: [{ name: 'host', value: 'eu.example' }] }),
];
let asked = 0;
const scopeWith = (around: readonly ConnectionFolder[]): Scope => {
  asked += 1;
  const host = around[0]?.variables?.[0]?.value ?? '127.0.0.1';
  const variables = new Map([
    ['host', { value: host, isSecret: false }],
    ['token', { value: 'hush', isSecret: true }],
    ['elsewhere', { value: null, isSecret: false }],
  ]);
  return [{ origin: 'the base environment', variables }];
};
const resolve = addressResolver(folders, scopeWith);
const at = (address: string, folder = ''): string | undefined =>
  resolve({ folder }, newEndpoint('tcp-client', address))?.address;

describe('the address of a connection in the list', () => {
  it('has what its variables stand for where it is', () => {
    expect(at('tcp://{{host}}:1')).toBe('tcp://127.0.0.1:1');
    expect(at('tcp://{{host}}:1', 'eu')).toBe('tcp://eu.example:1');
  });

  it('stays as it is written where it has none, or one that is secret, unknown or computed', () => {
    for (const address of ['tcp://a:1', 'tcp://{{token}}:1', 'tcp://{{elsewhere}}:1', 'tcp://{{nothing}}:1'])
      expect(at(address)).toBeUndefined();
    expect(at('ws://a/{{$uuid}}')).toBeUndefined();
  });

  it('is where a socket is bound, too', () => {
    const socket = { ...newEndpoint('udp', ''), bind: '{{host}}:53' };
    expect(resolve({ folder: '' }, socket)).toMatchObject({ bind: '127.0.0.1:53' });
  });

  it('is looked up once for all connections of a folder', () => {
    asked = 0;
    const again = addressResolver(folders, scopeWith);
    for (const folder of ['eu', '', 'eu', ''])
      again({ folder }, newEndpoint('tcp-client', 'tcp://{{host}}:1'));
    expect(asked).toBe(2);
  });

  it('is found as it is written and as it is shown', () => {
    const connection = {
      ...fakeConnection('c', 'gateway'),
      endpoint: newEndpoint('tcp-client', 'tcp://{{host}}:9'),
    };
    const text = textWith(connection, resolve);
    for (const word of ['{{host}}', '127.0.0.1:9', 'gateway', 'tcp client']) expect(text).toContain(word);
  });
});

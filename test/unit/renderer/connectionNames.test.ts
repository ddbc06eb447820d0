import { describe, expect, it } from 'vitest';
import { nameAfter } from '../../../renderer/state/workspace/connectionNames.ts';
import { newEndpoint } from '../../../renderer/state/workspace/endpoints.ts';
import { connectionSchema, type Connection, type Endpoint } from '../../../shared/model/connection.ts';
import type { EndpointKind } from '../../../shared/model/endpointKinds.ts';

function connection(name: string, address: string, kind: EndpointKind = 'tcp-client'): Connection {
  return connectionSchema.parse({ version: 1, id: 'a', name, endpoint: newEndpoint(kind, address) });
}

const nameAlone = (of: Connection, changed: Endpoint): string => nameAfter(of, changed, []);

describe('the name of a connection', () => {
  it('is its address until somebody names it', () => {
    const fresh = connection('New connection 2', '');
    expect(nameAlone(fresh, newEndpoint('tcp-client', 'tcp://127.0.0.1:6379'))).toBe('127.0.0.1:6379');
    const written = connection('127.0.0.1:6379', 'tcp://127.0.0.1:6379');
    expect(nameAlone(written, newEndpoint('ws-client', 'ws://127.0.0.1:80/chat'))).toBe('127.0.0.1:80/chat');
  });

  it('says that a server is one', () => {
    const fresh = connection('New connection', '', 'ws-server');
    expect(nameAlone(fresh, newEndpoint('ws-server', 'ws://127.0.0.1:80/chat'))).toBe(
      '127.0.0.1:80/chat server',
    );
  });

  it('has a number where another connection has it, and keeps it', () => {
    const address = 'tcp://127.0.0.1:6379';
    const taken = ['127.0.0.1:6379', 'redis'];
    const second = nameAfter(connection('New connection', ''), newEndpoint('tcp-client', address), taken);
    expect(second).toBe('127.0.0.1:6379 2');
    const named = connection(second, address);
    const other = newEndpoint('tcp-client', 'tcp://127.0.0.1:637');
    expect(nameAfter(named, newEndpoint('tcp-client', address), [])).toBe(second);
    expect(nameAfter(named, other, taken)).toBe('127.0.0.1:637');
  });

  it('stays as it was chosen', () => {
    expect(nameAlone(connection('redis', 'tcp://a:1'), newEndpoint('tcp-client', 'tcp://b:2'))).toBe('redis');
  });

  it('stays while the address cannot be read', () => {
    expect(nameAlone(connection('New connection', ''), newEndpoint('tcp-client', 'tcp://'))).toBe(
      'New connection',
    );
  });
});

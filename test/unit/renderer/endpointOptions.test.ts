import { describe, expect, it } from 'vitest';
import { sectionOf } from '../../../renderer/features/connection/options/optionSections.ts';
import { optionAt } from '../../../shared/model/optionAt.ts';
import {
  changedOptions,
  defaultOf,
  isChanged,
  numberProblem,
  withOptions,
  type OptionValues,
} from '../../../renderer/state/workspace/endpointOptions.ts';
import { newEndpoint } from '../../../renderer/state/workspace/endpoints.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import { endpointKinds } from '../../../shared/model/endpointKinds.ts';

function changed(endpoint: Endpoint, values: OptionValues): Endpoint {
  const result = withOptions(endpoint, values);
  if (!result.ok) throw new Error(result.problem);
  return result.value;
}

const client = newEndpoint('tls-client', 'tls://localhost:1');
const key = { id: 'a1', name: 'client.key' };

describe('which options differ', () => {
  it.each(endpointKinds)('is none of a new %s, whatever its address', (kind) => {
    expect(changedOptions(newEndpoint(kind, 'somewhere'))).toEqual([]);
  });

  it('is told by their paths, and a list or a secret counts once', () => {
    const values = { 'socket.keepAliveMs': 5000, 'tls.alpn': ['h2', 'http/1.1'], 'tls.key': key };
    expect(changedOptions(changed(client, values))).toEqual(['socket.keepAliveMs', 'tls.key', 'tls.alpn']);
  });

  it('is none again once they are reset', () => {
    const values = { 'tls.key': key, connectTimeoutMs: 500 };
    const reset = changed(changed(client, values), {
      'tls.key': defaultOf(client, 'tls.key'),
      connectTimeoutMs: defaultOf(client, 'connectTimeoutMs'),
    });
    expect(reset).toEqual(client);
    expect(isChanged(reset, 'tls.key')).toBe(false);
  });

  it.each(endpointKinds)('has a place in the form of a %s for each option there is', (kind) => {
    const paths = (value: unknown, path: string): string[] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([name, each]) => paths(each, path === '' ? name : `${path}.${name}`))
        : [path];
    const without = paths(newEndpoint(kind), '').filter((path) => sectionOf(path, kind) === null);
    expect(without).toEqual(['kind', 'address']);
  });
});

describe('an option', () => {
  it('is read by its path, also in a list, and is not there in other kinds', () => {
    const udp = changed(newEndpoint('udp'), { 'socket.groups': [{ group: '239.0.0.1' }] });
    expect(optionAt(udp, 'socket.groups.0.group')).toBe('239.0.0.1');
    expect(optionAt(udp, 'tls.key')).toBeUndefined();
    expect(optionAt(udp, 'socket.toString')).toBeUndefined();
  });

  it('is not taken when the schema does not, and the endpoint stays', () => {
    expect(withOptions(client, { 'tls.alpn': ['x'.repeat(256)] })).toEqual({
      ok: false,
      problem: 'This has more than 255 characters.',
    });
    expect(withOptions(newEndpoint('ws-client'), { subprotocols: ['a b'] })).toMatchObject({
      problem: expect.stringContaining('Use letters'),
    });
    expect(withOptions(newEndpoint('tls-server'), { 'tls.names': [] })).toMatchObject({
      problem: 'At least one is needed.',
    });
  });

  it('cannot be one that the kind does not have', () => {
    expect(withOptions(newEndpoint('unix-client'), { 'tls.verify': false }).ok).toBe(false);
  });

  it('says the bounds of a number in the unit that it is written in', () => {
    const seconds = { factor: 1000, unit: 's' };
    expect(numberProblem(client, 'connectTimeoutMs', 0, seconds)).toBe('The least is 0.1 s.');
    expect(numberProblem(client, 'connectTimeoutMs', 700_000, seconds)).toBe('The most is 600 s.');
    expect(numberProblem(client, 'connectTimeoutMs', 600_000, seconds)).toBeNull();
    expect(numberProblem(newEndpoint('udp'), 'socket.ttl', 256, { factor: 1, unit: '' })).toBe(
      'The most is 255.',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { newEndpoint } from '../../../renderer/state/workspace/endpoints.ts';
import { withOptions, type OptionValues } from '../../../renderer/state/workspace/endpointOptions.ts';
import {
  failureAt,
  findingAt,
  findingsOf,
  type Finding,
} from '../../../renderer/state/workspace/findings.ts';
import { briefEndpoint, type Endpoint } from '../../../shared/model/connection.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import { fakeSession } from '../../support/fakeEngine.ts';

function changed(endpoint: Endpoint, values: OptionValues): Endpoint {
  const result = withOptions(endpoint, values);
  if (!result.ok) throw new Error(result.problem);
  return result.value;
}

const endpoint = changed(newEndpoint('tcp-client', 'tcp://127.0.0.1:1'), {
  'socket.localAddress': '192.0.2.1',
});
const reason = 'This machine does not have 192.0.2.1.';
const failed: SessionInfo = fakeSession('s1', {
  phase: 'failed',
  endpoint,
  reason,
  problem: { code: 'EADDRNOTAVAIL', field: 'socket.localAddress' },
});

describe('why the last session failed', () => {
  it('is said at the option that caused it', () => {
    expect(failureAt(endpoint, failed, endpoint)).toEqual({
      field: 'socket.localAddress',
      tone: 'problem',
      message: reason,
    });
  });

  it('is said until something about it is changed, and not when something else is', () => {
    expect(failureAt(changed(endpoint, { connectTimeoutMs: 500 }), failed, endpoint)).not.toBeNull();
    expect(failureAt(changed(endpoint, { 'socket.localAddress': '127.0.0.1' }), failed, endpoint)).toBeNull();
  });

  it('is nothing while it runs, or when no option is to blame', () => {
    expect(failureAt(endpoint, undefined, endpoint)).toBeNull();
    expect(failureAt(endpoint, { ...failed, phase: 'connecting' }, endpoint)).toBeNull();
    expect(
      failureAt(endpoint, { ...failed, problem: { code: 'ECONNREFUSED', field: null } }, endpoint),
    ).toBeNull();
    expect(
      failureAt(endpoint, { ...failed, problem: { code: 'EADDRINUSE', field: 'address' } }, endpoint),
    ).toBeNull();
  });

  it('is said while it waits to connect again', () => {
    expect(failureAt(endpoint, { ...failed, phase: 'waiting' }, endpoint)).not.toBeNull();
  });

  it('is not said before it is known what was opened, and until a certificate is changed where that is to blame', () => {
    const tls = changed(newEndpoint('tls-client', 'tls://127.0.0.1:1'), { 'tls.certificate': 'one' });
    const refused: SessionInfo = {
      ...failed,
      endpoint: briefEndpoint(tls),
      problem: { code: null, field: 'tls.certificate' },
    };
    expect(failureAt(tls, refused, null)).toBeNull();
    expect(failureAt(tls, refused, tls)).not.toBeNull();
    expect(failureAt(changed(tls, { 'tls.certificate': 'two' }), refused, tls)).toBeNull();
  });
});

describe('what is said of an endpoint', () => {
  const warning: Finding = { field: 'tls.ca', tone: 'warning', message: 'It has expired.' };
  const problem: Finding = { field: 'tls.key', tone: 'problem', message: 'It is of another certificate.' };

  it('begins with what keeps it from opening', () => {
    expect(findingsOf({ findings: [warning, problem], certificates: [] }, null)).toEqual([problem, warning]);
  });

  it('is said once: the check goes before the last failure', () => {
    const failure: Finding = { ...problem, message: 'key values mismatch' };
    expect(findingsOf({ findings: [problem], certificates: [] }, failure)).toEqual([problem]);
    expect(findingsOf({ findings: [warning], certificates: [] }, failure)).toEqual([failure, warning]);
  });

  it('is found at an option and at what is in it, and not at one whose name begins alike', () => {
    const group: Finding = { field: 'socket.groups.1', tone: 'problem', message: 'It is none.' };
    expect(findingAt([group], 'socket.groups')).toBe(group);
    expect(findingAt([group], 'socket.groups.1')).toBe(group);
    expect(findingAt([group], 'socket.groups.10')).toBeUndefined();
    expect(findingAt([group], 'socket.group')).toBeUndefined();
  });
});

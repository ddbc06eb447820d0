import { describe, expect, it } from 'vitest';
import {
  linkVerbs,
  refusalOf,
  sessionVerbs,
  type SessionVerb,
} from '../../../shared/contract/sessionVerbs.ts';
import { nameOf } from '../../../shared/contract/define.ts';
import { endpointKinds } from '../../../shared/model/endpointKinds.ts';
import { StagedLink, stageSession } from '../../support/sessionStage.ts';

const verbs = Object.keys(sessionVerbs).map((method) => nameOf(method) as SessionVerb);

describe('what a person does to an open session', () => {
  it('is refused to the kinds that cannot do it, and to no other', () => {
    const refused = endpointKinds.map((kind) => [
      kind,
      verbs.filter((verb) => refusalOf(verb, kind) !== null).join(' '),
    ]);
    expect(Object.fromEntries(refused)).toEqual({
      'tcp-client': 'addPeer joinGroup leaveGroup',
      'tcp-server': 'addPeer joinGroup leaveGroup',
      'tls-client': 'startTls addPeer joinGroup leaveGroup',
      'tls-server': 'startTls addPeer joinGroup leaveGroup',
      udp: 'end reset startTls',
      'unix-client': 'reset startTls addPeer joinGroup leaveGroup',
      'unix-server': 'reset startTls addPeer joinGroup leaveGroup',
      'ws-client': 'end startTls addPeer joinGroup leaveGroup',
      'ws-server': 'end startTls addPeer joinGroup leaveGroup',
    });
  });

  it('is refused with a sentence that names the protocol', async () => {
    expect(refusalOf('end', 'ws-client')).toBe(
      'WebSocket cannot close only one direction. Disconnect instead.',
    );
    expect(refusalOf('startTls', 'unix-client')).toMatch(/^TLS can .* A unix socket cannot switch to it/);
    const { session, last } = await stageSession({ kind: 'unix-client', address: 'unix:/tmp/x.sock' });
    const link = new StagedLink();
    last().opens(link);
    await expect(session.act('reset', { to: 'all' })).rejects.toMatchObject({
      code: 'UNSUPPORTED',
      message: 'A unix socket has no reset, unlike TCP. Disconnect instead.',
    });
    expect(link.done).toEqual([]);
  });

  it('is begun in the turn in which it is asked for', async () => {
    const { session, last } = await stageSession({ kind: 'tcp-client', address: 'tcp://127.0.0.1:9' });
    const link = new StagedLink();
    last().opens(link);
    const ending = session.act('end', { to: 1 });
    expect(link.done).toEqual(['end']);
    await ending;
  });

  it('is done to links by some of the verbs, in the order in which a menu has them', () => {
    expect(linkVerbs).toEqual(['disconnect', 'end', 'reset', 'startTls']);
  });
});

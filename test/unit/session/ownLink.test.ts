import { expect, it } from 'vitest';
import { OwnLink } from '../../../electron/engine/session/ownLink.ts';
import { PeerTable, type PeerEntry } from '../../../electron/engine/session/peerTable.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { noFacts, type ConnectionFacts } from '../../../shared/model/facts.ts';
import { StagedLink } from '../../support/sessionStage.ts';

/** An endpoint, and what its file was told. */
function stageOwn(definition: object): { readonly own: OwnLink; readonly told: ConnectionFacts[] } {
  const told: ConnectionFacts[] = [];
  const log = { facts: (facts: ConnectionFacts) => void told.push(facts) };
  return { own: new OwnLink(endpointSchema.parse(definition), log), told };
}

function peersOf(count: number): PeerEntry[] {
  const table = new PeerTable();
  const facts = { local: 'here:1', remote: 'there:1', subprotocol: 'chat', note: null };
  return Array.from({ length: count }, (_, at) => table.add(new StagedLink(), facts, at + 1));
}

it('knows a client’s link by what led to it, until it has closed', () => {
  const { own, told } = stageOwn({ kind: 'tcp-client', address: 'tcp://127.0.0.1:9' });
  const [entry] = peersOf(1);
  if (!entry) throw new Error('There is no peer.');
  const step = { target: 'there:1', outcome: 'done', note: null, code: null } as const;
  const steps = [
    { ...step, name: 'proxy' as const, beganUs: 100, endedUs: 900 },
    { ...step, name: 'connect' as const, beganUs: 50, endedUs: 100 },
  ];
  own.found({ ...noFacts, startedAt: 5, proxy: 'socks5://proxy:1080', steps });
  expect(own.connectUs).toBeNull();
  own.opened(entry);
  expect(own.peer).toBe(entry);
  expect(own.connectUs).toBe(850);
  expect(own.facts.value).toMatchObject({ startedAt: 5, proxy: 'socks5://proxy:1080', subprotocol: 'chat' });
  expect(entry.facts).toEqual(own.facts.value);
  expect(told.at(-1)).toEqual(own.facts.value);
  own.closed(entry);
  expect(own.peer).toBe(null);
});

it('takes the first peer of a UDP socket that was opened for one as its own, and none of a server', () => {
  const [first, second] = peersOf(2);
  if (!first || !second) throw new Error('There are no peers.');
  const { own } = stageOwn({ kind: 'udp', address: '127.0.0.1:9', bind: '' });
  expect([own.is(first), own.is(second)]).toEqual([true, false]);
  const server = stageOwn({ kind: 'tcp-server', address: 'tcp://127.0.0.1:0' });
  expect(server.own.is(first)).toBe(false);
  server.own.found({ ...noFacts, local: '127.0.0.1:1' });
  expect(server.own.facts.value.local).toBe('127.0.0.1:1');
  // A server's file has the facts of each peer, and none of its own.
  expect(server.told).toEqual([]);
});

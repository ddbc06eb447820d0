import { describe, expect, it } from 'vitest';
import type { LinkFacts } from '../../../electron/engine/link/link.ts';
import { unkeptNote } from '../../../electron/engine/session/eventNotes.ts';
import { OwnLink } from '../../../electron/engine/session/ownLink.ts';
import { PeerFlow } from '../../../electron/engine/session/peerFlow.ts';
import { PeerTable } from '../../../electron/engine/session/peerTable.ts';
import { SentMessages } from '../../../electron/engine/session/sentMessages.ts';
import { SessionLife } from '../../../electron/engine/session/sessionLife.ts';
import { SessionWire } from '../../../electron/engine/session/sessionWire.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import type { TlsFacts } from '../../../shared/model/facts.ts';
import { StagedLink } from '../../support/sessionStage.ts';
import { clock, startLog } from '../../support/startedLog.ts';

interface Stage {
  readonly wire: SessionWire;
  readonly life: SessionLife;
  readonly table: PeerTable;
  readonly story: string[];
  /** The peers that may be sent to, in order. */
  readonly opened: number[];
}

async function stageWire(definition: object): Promise<Stage> {
  const endpoint = endpointSchema.parse(definition);
  const { log, story } = await startLog();
  const opened: number[] = [];
  const pulse = { now: () => undefined };
  const table = new PeerTable();
  const life = new SessionLife(pulse);
  const wire = new SessionWire({
    ...{ endpoint, clock, noun: 'chunk', log, table, life, pulse },
    flow: new PeerFlow(table, log, true),
    own: new OwnLink(endpoint, log),
    sent: new SentMessages(log, clock),
    sender: { opened: ({ id }) => void opened.push(id), owed: () => null, linkClosed: () => undefined },
  });
  return { wire, life, table, story, opened };
}

const facts: LinkFacts = { local: 'here:1', remote: 'there:2', subprotocol: null, note: null };
const payload = { kind: 'data', direction: 'in', bytes: new TextEncoder().encode('hi'), note: null } as const;

const tls: TlsFacts = {
  role: 'client',
  version: 'TLSv1.3',
  cipher: null,
  alpn: null,
  serverName: null,
  isSessionReused: false,
  verification: 'verified',
  problem: null,
  chain: [],
  keyLogPath: null,
};

describe('what the sockets report', () => {
  it('is recorded in its order, and the end resolves with its time', async () => {
    const { wire, life, table, story, opened } = await stageWire({
      kind: 'tcp-client',
      address: 'tcp://127.0.0.1:9',
    });
    const link = wire.linkOpened(new StagedLink(), facts, 10);
    expect(opened).toEqual([1]);
    link.payload({ ...payload, atUs: 11 });
    link.ended('in', 12);
    link.closed({ clean: true, reason: 'It closed.' }, 13);
    wire.closed({ clean: true, reason: 'It closed.' }, 14);
    expect(story).toEqual([
      'opened: here:1 → there:2',
      'data: hi',
      'ended: The other side has sent its last byte (FIN).',
      'closed: It closed.',
    ]);
    expect(life.state).toMatchObject({ phase: 'closed', openedAt: 10, endedAt: 14, remote: 'there:2' });
    expect(table.list().peers[0]).toMatchObject({ state: 'closed', bytesIn: 2 });
    expect(await wire.ended).toBe(14);
  });

  it('opens a client’s link for messages only when a dialogue ahead of TLS is over', async () => {
    const { wire, life, opened } = await stageWire({ kind: 'tcp-client', address: 'tcp://127.0.0.1:9' });
    const link = wire.linkOpened(new StagedLink(), { ...facts, isReady: false }, 10);
    expect({ opened, phase: life.phase }).toEqual({ opened: [], phase: 'connecting' });
    link.secured(tls, 20);
    expect({ opened, phase: life.phase }).toEqual({ opened: [1], phase: 'open' });
  });

  it('is told of the end of a server, whose peers have had theirs', async () => {
    const { wire, life, story, opened } = await stageWire({
      kind: 'tcp-server',
      address: 'tcp://127.0.0.1:0',
    });
    wire.listening({ local: '127.0.0.1:1', url: 'tcp://127.0.0.1:1' }, 5);
    wire.linkOpened(new StagedLink(), facts, 10).closed({ clean: false, reason: 'Reset.' }, 11);
    wire.closed({ clean: true, reason: 'No longer listening.' }, 12);
    expect(opened).toEqual([]);
    expect(story).toEqual([
      'listening: Listening at tcp://127.0.0.1:1',
      'opened: there:2 → here:1',
      'failed: Reset.',
      'closed: No longer listening.',
    ]);
    expect(life.state).toMatchObject({ phase: 'closed', url: 'tcp://127.0.0.1:1' });
  });

  it('counts in words what a closing link brought beyond the memory', () => {
    expect(unkeptNote({ unkeptPayloads: 1, unkeptBytes: 1 }, 'datagram').note).toMatch(
      /^1 datagram \(1 byte\) came .* was not kept\.$/,
    );
    expect(unkeptNote({ unkeptPayloads: 2, unkeptBytes: 8 }, 'datagram').note).toMatch(
      /^2 datagrams \(8 bytes\) came .* were not kept\.$/,
    );
  });
});

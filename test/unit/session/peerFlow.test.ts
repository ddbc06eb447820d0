import { describe, expect, it } from 'vitest';
import { PeerFlow } from '../../../electron/engine/session/peerFlow.ts';
import { PeerTable, type PeerEntry } from '../../../electron/engine/session/peerTable.ts';
import { StagedLink } from '../../support/sessionStage.ts';

interface Stage {
  readonly room: { isFailing: boolean; isBehind: boolean };
  readonly flow: PeerFlow;
  /** Opens a link to another peer. */
  readonly open: () => { readonly link: StagedLink; readonly entry: PeerEntry };
}

function stageFlow(canPause = true): Stage {
  const room = { isFailing: false, isBehind: false };
  const table = new PeerTable();
  const flow = new PeerFlow(table, room, canPause);
  const facts = { local: 'here:1', remote: 'there:1', subprotocol: null, note: null };
  return {
    room,
    flow,
    open: () => {
      const link = new StagedLink();
      const entry = table.add(link, facts, 1);
      flow.opened(entry);
      return { link, entry };
    },
  };
}

describe('reading from peers', () => {
  it('is held for those that come meanwhile, too', () => {
    const { flow, open } = stageFlow();
    const first = open();
    flow.hold(true);
    const second = open();
    flow.hold(true);
    flow.hold(false);
    expect(first.link.done).toEqual(['pause', 'resume']);
    expect(second.link.done).toEqual(['pause', 'resume']);
  });

  it('goes on only when neither the session nor the peer alone is held', () => {
    const { flow, open } = stageFlow();
    const { link, entry } = open();
    expect(flow.holdPeer(entry, true)).toBe(true);
    flow.hold(true);
    flow.hold(false);
    expect(link.done.at(-1)).toBe('pause');
    flow.holdPeer(entry, false);
    expect(link.done.at(-1)).toBe('resume');
  });

  it('cannot be held where there is no flow control', () => {
    const { flow, open } = stageFlow(false);
    const { link, entry } = open();
    expect(flow.holdPeer(entry, true)).toBe(false);
    expect(link.done).toEqual([]);
  });

  it('waits for a slow disk also while a link closes, and not for a failing one', () => {
    const { room, flow, open } = stageFlow();
    const { link, entry } = open();
    flow.hold(true);
    flow.close(entry);
    expect(link.done).toEqual(['pause', 'close', 'pause']);
    expect(flow.isOverflowing(entry)).toBe(false);
    room.isFailing = true;
    room.isBehind = true;
    flow.hold(true);
    expect(link.done.at(-1)).toBe('resume');
    expect(flow.isOverflowing(entry)).toBe(true);
  });

  it('overflows where a closing link waits no longer, once nothing more fits in memory', () => {
    const { room, flow, open } = stageFlow();
    const { entry } = open();
    flow.hold(true);
    flow.closeAll({ close: () => undefined });
    entry.readsOn = true;
    expect(flow.isOverflowing(entry)).toBe(false);
    room.isBehind = true;
    expect(flow.isOverflowing(entry)).toBe(true);
  });
});

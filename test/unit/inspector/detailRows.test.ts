import { describe, expect, it } from 'vitest';
import { detailRowsOf } from '../../../renderer/features/inspector/detailRows.ts';

describe('the fields of a record', () => {
  it('are named with those they stand in, without what says nothing', () => {
    const handshake = { request: ['GET /chat HTTP/1.1', 'Host: x'], answer: [] };
    const rows = detailRowsOf({
      ...{ local: '127.0.0.1:1', remote: '127.0.0.1:2', proxy: null, path: '/chat' },
      ...{ userAgent: null, subprotocol: null, handshake, tls: null },
    });
    expect(rows).toEqual([
      { name: 'local', values: ['127.0.0.1:1'] },
      { name: 'remote', values: ['127.0.0.1:2'] },
      { name: 'path', values: ['/chat'] },
      { name: 'handshake.request', values: ['GET /chat HTTP/1.1', 'Host: x'] },
    ]);
  });

  it('are one line for each group of a socket, and words for numbers and truth', () => {
    const groups = [
      { group: '239.1.2.3', interface: 'eth0' },
      { group: '239.1.2.4', interface: '' },
    ];
    expect(detailRowsOf({ what: 'groups', did: 'joined', groups })[2]).toEqual({
      name: 'groups',
      values: ['239.1.2.3 eth0', '239.1.2.4'],
    });
    expect(detailRowsOf({ side: 'peer', isAnswer: false })[1]).toEqual({
      name: 'isAnswer',
      values: ['false'],
    });
    expect(detailRowsOf({ code: 4001, reason: '' })).toEqual([{ name: 'code', values: ['4001'] }]);
  });
});

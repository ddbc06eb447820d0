import { describe, expect, it } from 'vitest';
import { needs } from '../../support/needs.ts';
import {
  installed,
  runPythonWebSocketClient,
  startPythonWebSocketServer,
} from '../../support/realServers.ts';
import { fileOnDisk } from '../../support/sentFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { runHere } from '../../support/wirebenchHere.ts';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

const everyByte = Uint8Array.from({ length: 256 }, (_, value) => value);

describe(
  'Python’s websockets',
  needs(installed('python3-websockets') ? null : 'Python has no websockets here'),
  () => {
    it('as a server: text, bytes, pings both ways, and a clean close', async () => {
      await using python = await startPythonWebSocketServer();
      const { endpoint, link } = await connectTo({
        kind: 'ws-client',
        address: python.url,
        subprotocols: ['echo'],
      });
      expect(link.facts.subprotocol).toBe('echo');
      await link.send('grüß dich', 'text');
      await link.sendBinary(everyByte);
      await link.link.send({ kind: 'ping', bytes: Buffer.from('hello?') });
      await until(() => link.payloads.length === 3);
      expect(link.payloads.map(({ kind }) => kind).toSorted()).toEqual(['binary', 'pong', 'text']);
      expect(link.payloads.find(({ kind }) => kind === 'binary')?.bytes).toEqual(everyByte);
      await link.send('ping me', 'text');
      await link.receives('you are');
      expect(link.story.slice(3)).toEqual(['in ping', 'out pong', 'in text']);
      endpoint.close();
      expect(await endpoint.end()).toEqual({
        clean: true,
        reason: 'Disconnected.',
        closeCode: 1000,
        closeReason: '',
      });
      expect(link.story.slice(-3)).toEqual(['out close', 'in close', 'closed']);
    });

    it('as a server: takes a file in fragments as one message', async () => {
      await using python = await startPythonWebSocketServer();
      await using folder = await temporaryFolder();
      const file = await fileOnDisk(folder.path, 'message.bin', 700_000);
      const args = ['--subprotocol', 'echo', '--send-file', file.path, '--until', '1', '--json'];
      const { status, stderr, records } = await runHere('connect', python.url, ...args);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const sizes = (direction: string): number[] =>
        records
          .filter((record) => record.kind === 'binary' && record.direction === direction)
          .map(({ size }) => size);
      expect(sizes('out')).toEqual([262_144, 262_144, 175_712]);
      expect(sizes('in')).toEqual([700_000]);
    });

    it('as a client of our server', async () => {
      await using server = RecordedEndpoint.start({ kind: 'ws-server', address: 'ws://127.0.0.1:0/' });
      server.onPayload = (link, { kind, direction, bytes }) => {
        if (direction === 'in' && (kind === 'text' || kind === 'binary'))
          void link.link.send({ kind, bytes });
      };
      const { url } = await server.listens();
      expect(await runPythonWebSocketClient(url)).toEqual([
        'subprotocol echo',
        'text grüß dich',
        `binary ${Buffer.from(everyByte).toString('hex')}`,
        'pong',
        'closed 1000',
      ]);
      const link = await server.link();
      expect(await link.end()).toMatchObject({ clean: true });
      expect(link.facts.note).toMatch(/Python/);
    });
  },
);

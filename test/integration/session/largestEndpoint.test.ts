import { expect, it } from 'vitest';
import { briefEndpoint, endpointSchema } from '../../../shared/model/connection.ts';
import { encodeEnvelope, decodeEnvelope } from '../../../shared/rpc/binaryEnvelope.ts';
import { validCertificate } from '../../support/certificates.ts';
import { largestEndpoint } from '../../support/largestEndpoint.ts';
import { tcpPeer } from '../../support/peers.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';

const newBench = benchesOfOneEngine();

it('the largest endpoint that may be saved is opened, recorded, and read again from its recording', async () => {
  await using peer = await tcpPeer();
  const bench = newBench();
  const path = `${bench.folder}/largest.wbs`;
  const endpoint = largestEndpoint(`tcp://127.0.0.1:${peer.port}`);
  const session = await bench.open(endpoint, path);
  expect(session.endpoint).toEqual(endpoint);
  expect(session.info.value.endpoint).toEqual(briefEndpoint(endpoint));
  await session.close();
  await using recording = await bench.openRecording(path);
  expect((await recording.info()).endpoint).toEqual(endpoint);
});

it('many sessions with long lists of authorities are told in one message, and each whole where it is asked for', async () => {
  const bench = newBench();
  const { handlers } = bench.engine;
  const context = { signal: new AbortController().signal, body: undefined };
  const ca = `${validCertificate}\n`.repeat(80);
  const endpoint = endpointSchema.parse({ kind: 'tcp-server', address: 'tcp://127.0.0.1:0', tls: { ca } });
  const sessions = await Promise.all(Array.from({ length: 10 }, () => bench.begin(endpoint)));
  const list = sessions.map(({ info }) => info.value);
  expect(JSON.stringify(list).length).toBeLessThan(ca.length);
  const head = { type: 'item', id: 1, output: { sessions: list } };
  expect(decodeEnvelope(encodeEnvelope({ head })).ok).toBe(true);
  for (const { id } of sessions) {
    expect(await handlers['sessions.endpoint']({ session: id }, context)).toEqual(endpoint);
  }
});

import type { Benchmark } from './benchmark.ts';
import { manyClients } from './jobs/manyClients.ts';
import { manyPeers } from './jobs/manyPeers.ts';
import { reading } from './jobs/reading.ts';
import { hexScrolling, scrolling } from './jobs/scrolling.ts';
import { selecting } from './jobs/selecting.ts';
import { showing } from './jobs/showing.ts';
import { startup } from './jobs/startup.ts';
import { tcpReceived } from './jobs/tcpReceived.ts';
import { tcpTimestamps } from './jobs/tcpTimestamps.ts';
import { tenMillion } from './jobs/tenMillion.ts';
import { udpReceived } from './jobs/udpReceived.ts';
import { webSocketEcho } from './jobs/webSocketEcho.ts';
import { windowFlood } from './jobs/windowFlood.ts';
import { windowPeers } from './jobs/windowPeers.ts';
import { workspace } from './jobs/workspace.ts';

/** Every row of the table in the README, in its order. */
export const benchmarks: readonly Benchmark[] = [
  webSocketEcho,
  tcpReceived,
  tcpTimestamps,
  udpReceived,
  manyClients,
  manyPeers,
  tenMillion,
  reading,
  showing,
  windowFlood,
  windowPeers,
  scrolling,
  hexScrolling,
  selecting,
  workspace,
  startup,
];

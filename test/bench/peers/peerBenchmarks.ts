import type { Benchmark } from '../benchmark.ts';
import { tcpChunks, tcpLines, udpDatagrams, webSocketMessages } from './receiveJobs.ts';
import { udpSending } from './sendJob.ts';

/** The jobs that people do with other tools. */
export const peerBenchmarks: readonly Benchmark[] = [
  tcpLines,
  tcpChunks,
  webSocketMessages,
  udpDatagrams,
  udpSending,
];

import { noFacts, type ConnectionFacts, type TlsFacts } from '../../shared/model/facts.ts';

/** Facts of a client that nobody answered. */
export const connectingFacts: ConnectionFacts = {
  ...noFacts,
  startedAt: 0,
  steps: [
    {
      name: 'connect',
      target: '127.0.0.1:9',
      beganUs: 0,
      endedUs: 5,
      outcome: 'failed',
      note: null,
      code: 'ECONNREFUSED',
    },
  ],
};

/** Facts of a TLS connection that was verified. */
export const tlsFacts: TlsFacts = {
  role: 'client',
  version: 'TLSv1.3',
  cipher: 'TLS_AES_256_GCM_SHA384',
  alpn: null,
  serverName: null,
  isSessionReused: false,
  verification: 'verified',
  problem: null,
  chain: [],
  keyLogPath: null,
};

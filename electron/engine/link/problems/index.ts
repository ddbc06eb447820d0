/**
 * Sentences for everything that the system, the resolver, TLS, Node, HTTP and WebSocket report: one table a file, and all tables are here.
 * They are data; `networkProblems.ts` reads them.
 */
export { boringSslProblems } from './boringSslProblems.ts';
export { certificateProblems, keyProblems } from './certificateProblems.ts';
export { certificateWords, moreCertificateProblems } from './certificateWords.ts';
export { closeCodes } from './closeCodes.ts';
export { isOnLocalNetwork, macLocalNetworkProblems } from './localNetwork.ts';
export { lookupProblems } from './lookupProblems.ts';
export { nodeProblems } from './nodeProblems.ts';
export type { Sentences } from './sentences.ts';
export { socketFileProblems, systemProblems } from './systemProblems.ts';
export { tlsAlerts } from './tlsAlerts.ts';
export { tlsProblems } from './tlsProblems.ts';
export { httpProblems, webSocketProblems } from './webSocketProblems.ts';

import { z } from 'zod';
import { networkInterfaceSchema } from '../model/endpointCheck.ts';
import { tlsLibrarySchema } from '../model/tlsLibrary.ts';
import { call } from './define.ts';
import { nothing } from './nothing.ts';

/** The network of this machine, and what the engine can do there. */
export const networkContract = {
  /** The current interfaces of this machine. */
  'network.interfaces': call(nothing, z.strictObject({ interfaces: z.array(networkInterfaceSchema) })),
  /** What the TLS library of the engine can do. */
  'network.tls': call(nothing, tlsLibrarySchema),
  /** Whether the settings of the system can be asked for a proxy. */
  'network.systemProxy': call(nothing, z.strictObject({ canAsk: z.boolean() })),
} as const;

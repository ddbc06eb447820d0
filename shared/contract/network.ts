import { z } from 'zod';
import { networkInterfaceSchema } from '../model/endpointCheck.ts';
import { call } from './define.ts';
import { nothing } from './nothing.ts';

/** The network of this machine. */
export const networkContract = {
  /** The current interfaces of this machine. */
  'network.interfaces': call(nothing, z.strictObject({ interfaces: z.array(networkInterfaceSchema) })),
} as const;

import { z } from 'zod';

/** What `idleClients.ts` says once so many clients are connected: how many, and the ports of some of them. */
export const connectedSchema = z.strictObject({ clients: z.int(), ports: z.array(z.int()) });

import { z } from 'zod';

/** Of a request that asks with nothing, or is answered with nothing. */
export const nothing = z.strictObject({});

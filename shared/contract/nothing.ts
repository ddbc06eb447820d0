import { z } from 'zod';

/** The schema of an empty request or an empty answer. */
export const nothing = z.strictObject({});

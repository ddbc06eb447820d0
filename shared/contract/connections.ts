import { z } from 'zod';
import { connectionIdSchema } from '../model/ids.ts';
import {
  connectionNameSchema,
  connectionSchema,
  endpointSchema,
  workspaceProblemSchema,
} from '../model/connection.ts';
import { endpointCheckSchema } from '../model/endpointCheck.ts';
import { call, subscription } from './define.ts';
import { nothing } from './nothing.ts';

/** The saved connections of the workspace. */
export const connectionsContract = {
  /** The saved connections, ordered by name, and the files that could not be read. */
  'connections.list': subscription(
    nothing,
    z.strictObject({ connections: z.array(connectionSchema), problems: z.array(workspaceProblemSchema) }),
  ),
  'connections.create': call(
    z.strictObject({ name: connectionNameSchema, endpoint: endpointSchema }),
    connectionSchema,
  ),
  /** Replaces the name and endpoint of a saved connection. NOT_FOUND when its file is gone. */
  'connections.update': call(
    z.strictObject({ connection: connectionIdSchema, name: connectionNameSchema, endpoint: endpointSchema }),
    connectionSchema,
  ),
  'connections.remove': call(z.strictObject({ connection: connectionIdSchema }), nothing),
  /** Checks what would be opened, without opening it: opening messages, certificates, keys, groups, interfaces, addresses of this machine. */
  'connections.check': call(z.strictObject({ endpoint: endpointSchema }), endpointCheckSchema),
} as const;

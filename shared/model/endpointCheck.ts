import { z } from 'zod';
import { certificateSchema, longestChain } from './facts.ts';

const findingSchema = z.strictObject({
  field: z.string(),
  tone: z.enum(['problem', 'warning']),
  message: z.string(),
  /** The variable of this machine that a person has to allow the workspace first. */
  allows: z.string().optional(),
  /** True where it may mend by itself, such as a file that is not there. */
  mayMend: z.boolean().optional(),
});
export type EndpointFinding = z.infer<typeof findingSchema>;

/**
 * The faults of an endpoint's options before it is opened, and the contents of its certificates. `field` is a path in the endpoint, such as
 * `tls.key` or `socket.groups.0`; a `problem` keeps it from opening, a `warning` does not (a certificate that has expired). The lists are
 * empty when there is nothing to report.
 */
export const endpointCheckSchema = z.strictObject({
  findings: z.array(findingSchema),
  certificates: z.array(
    z.strictObject({ field: z.string(), chain: z.array(certificateSchema).max(longestChain) }),
  ),
});
export type EndpointCheck = z.infer<typeof endpointCheckSchema>;

/** An interface of this machine, for multicast and for binding; `addresses` without their prefix lengths. */
export const networkInterfaceSchema = z.strictObject({
  name: z.string(),
  addresses: z.array(z.string()),
  isInternal: z.boolean(),
});
export type NetworkInterface = z.infer<typeof networkInterfaceSchema>;

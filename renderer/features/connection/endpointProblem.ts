import { endpointSchema, type Endpoint } from '../../../shared/model/connection.ts';

/** What the schema says against one field of an endpoint, as a sentence; null when nothing. `place` counts in a list. */
export function problemIn(endpoint: Endpoint, field: string, place?: number): string | null {
  const parsed = endpointSchema.safeParse(endpoint);
  const issue = parsed.error?.issues.find(
    ({ path }) => path[0] === field && (place === undefined || path[1] === place),
  );
  return issue?.message ?? null;
}

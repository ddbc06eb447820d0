import type { EndpointFinding } from '../../../shared/model/endpointCheck.ts';
import { LinkProblem } from '../base/linkProblem.ts';

export type Finding = EndpointFinding;

/** A finding that prevents an endpoint from opening. */
export function problem(field: string, message: string): Finding {
  return { field, tone: 'problem', message };
}

/** A finding that a person should know of, but that does not prevent opening. */
export function warning(field: string, message: string): Finding {
  return { field, tone: 'warning', message };
}

/** Does what opening would do, and turns its refusal into a finding; `field` is for a refusal that names no field. */
export async function findingsOf(field: string, work: () => unknown): Promise<Finding[]> {
  try {
    await work();
    return [];
  } catch (error) {
    if (error instanceof LinkProblem) return [problem(error.field ?? field, error.message)];
    throw error;
  }
}

import type { EndpointFinding } from '../../../shared/model/endpointCheck.ts';
import { LinkProblem } from '../base/linkProblem.ts';

export type Finding = EndpointFinding;

/** What keeps an endpoint from opening. */
export function problem(field: string, message: string): Finding {
  return { field, tone: 'problem', message };
}

/** What a person wants to know, and what keeps nothing from opening. */
export function warning(field: string, message: string): Finding {
  return { field, tone: 'warning', message };
}

/** Does what opening would do, and turns its refusal into a finding; `field` is for a refusal that names none. */
export async function findingsOf(field: string, work: () => unknown): Promise<Finding[]> {
  try {
    await work();
    return [];
  } catch (error) {
    if (error instanceof LinkProblem) return [problem(error.field ?? field, error.message)];
    throw error;
  }
}

import { stepNames } from './facts.ts';

/** Fields whose values are words of ours or public, and code depends on them. */
const ownFields: ReadonlySet<string> = new Set([
  'outcome',
  'role',
  'verification',
  'kind',
  'what',
  'code',
  'field',
  'pem',
  'fingerprint',
]);

/** Steps of a connection are told by words of ours, too. */
const ownNames: ReadonlySet<unknown> = new Set(stepNames);

/** Whether the value of a field of facts or details is no text of a person or a peer, so that nothing in it is hidden. */
export function isOwnWord(field: string, value: unknown): boolean {
  return ownFields.has(field) || (field === 'name' && ownNames.has(value));
}

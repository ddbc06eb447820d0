import type { SecretPlace } from '../../../shared/contract/messages.ts';
import { shortestSecret } from '../../../shared/model/resolveOptions.ts';
import { variablesIn, type Scope } from '../../../shared/template/scope.ts';

/** Where the values of the scope's secrets stand in bytes, in order. Of those that overlap, the longest counts. */
export function secretsInBytes(bytes: Uint8Array, scope: Scope): SecretPlace[] {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const secrets = variablesIn(scope)
    .flatMap(([name, { value, isSecret, isTemplate = false }]) =>
      isSecret && !isTemplate && value !== null && value.length >= shortestSecret
        ? [{ name, value: Buffer.from(value) }]
        : [],
    )
    .toSorted((one, other) => other.value.length - one.value.length);
  const places: SecretPlace[] = [];
  for (const { name, value } of secrets) {
    for (let from = all.indexOf(value); from >= 0; from = all.indexOf(value, from + value.length)) {
      const to = from + value.length;
      if (!places.some((place) => place.from < to && from < place.to)) places.push({ name, from, to });
    }
  }
  return places.toSorted((one, other) => one.from - other.from);
}

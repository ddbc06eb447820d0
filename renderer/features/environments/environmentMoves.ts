import { baseEnvironmentId, type Environment } from '../../../shared/model/environment.ts';
import type { EnvironmentId } from '../../../shared/model/ids.ts';

type Listed = Pick<Environment, 'id'>;

/** Before which one an environment stands once it was moved a step; null for behind all, undefined where it cannot be moved so. */
export function placeAfterStep(
  environments: readonly Listed[],
  id: EnvironmentId,
  by: 1 | -1,
): EnvironmentId | null | undefined {
  const others = environments.filter((each) => each.id !== baseEnvironmentId);
  const to = others.findIndex((each) => each.id === id) + by;
  if (to - by < 0 || to < 0 || to >= others.length) return undefined;
  return others.filter((each) => each.id !== id)[to]?.id ?? null;
}

/** Before which one an environment stands that is dropped where another one stands in the list; undefined where that changes nothing. */
export function placeAfterDrop(
  environments: readonly Listed[],
  id: EnvironmentId,
  place: number,
): EnvironmentId | null | undefined {
  const from = environments.findIndex((each) => each.id === id);
  if (from < 0 || place < 1 || place === from || place === from + 1) return undefined;
  return environments[place]?.id ?? null;
}

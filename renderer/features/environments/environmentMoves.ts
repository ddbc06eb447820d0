import { baseEnvironmentId, type Environment } from '../../../shared/model/environment.ts';
import type { EnvironmentId } from '../../../shared/model/ids.ts';
import type { RowDrop } from '../../ui/useRowDrag.ts';

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

/**
 * Before which one an environment goes, or behind all of them (null), that is dropped on a row, at `height` of it from 0 (top) to 1; below
 * all rows (`row` is undefined) it goes behind them. Null where it would stay.
 */
export function dropOn(
  environments: readonly Listed[],
  dragged: EnvironmentId,
  row: number | undefined,
  height: number,
): RowDrop<EnvironmentId | null> | null {
  const count = environments.length;
  const from = environments.findIndex((each) => each.id === dragged);
  const to = row === undefined ? count : row + (height > 0.5 ? 1 : 0);
  if (from < 0 || to < 1 || to === from || to === from + 1) return null;
  const before = environments[to];
  return before
    ? { place: before.id, row: to, edge: 'before' }
    : { place: null, row: count - 1, edge: 'after' };
}

/** The one after it, or else the one before: what is chosen once it is deleted. */
export function neighbourOf(environments: readonly Environment[], id: EnvironmentId): EnvironmentId {
  const at = environments.findIndex((each) => each.id === id);
  return environments[at + 1]?.id ?? environments[at - 1]?.id ?? baseEnvironmentId;
}

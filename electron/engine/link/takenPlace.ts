import { codeOf } from '../../../shared/base/errors.ts';
import type { SessionId } from '../../../shared/model/ids.ts';
import type { LinkContext } from './link.ts';
import { problemOf, type Problem } from './networkProblems.ts';
import type { Place } from './places.ts';

type Holders = Pick<LinkContext, 'holderOf'>;

/** Like `problemOf`, for a socket that could not be bound: when a connection of this workbench has the place, the sentence names it. */
export function bindProblemOf(
  error: unknown,
  where: string,
  of: { readonly transport: 'tcp' | 'udp'; readonly isV6Only?: boolean },
  holders: Holders,
): Problem {
  const problem = problemOf(error, where);
  const place = codeOf(error) === 'EADDRINUSE' ? placeIn(error, of) : null;
  return { ...problem, ...(place && whoHas(place, holders)) };
}

/** What in this workbench has a place, and a sentence that says so, and what to do; null when another program has it. */
export function whoHas(
  place: Place,
  { holderOf }: Holders,
): { readonly reason: string; readonly heldBy: SessionId | undefined } | null {
  const holder = holderOf?.(place) ?? null;
  if (holder === null) return null;
  const other =
    place.transport === 'unix' ? 'choose another path.' : 'choose another port; 0 takes a free one.';
  const advice = holder.remedy === null ? `C${other.slice(1)}` : `${holder.remedy}, or ${other}`;
  return { reason: `${holder.fact} ${advice}`, heldBy: holder.session ?? undefined };
}

/** Node's error has the place to be bound: an address and a port, or a path, where an abstract name begins with a zero byte. */
function placeIn(error: unknown, of: { transport: 'tcp' | 'udp'; isV6Only?: boolean }): Place | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('address' in error)) return null;
  const { syscall, address } = error;
  if ((syscall !== 'bind' && syscall !== 'listen') || typeof address !== 'string') return null;
  const port = 'port' in error ? error.port : undefined;
  return typeof port === 'number' && port >= 0
    ? { ...of, host: address, port }
    : { transport: 'unix', path: address.replace(/^\0/, '@') };
}

import { formatCounted } from '../../../shared/base/quantity.ts';
import type { Certificate } from '../../../shared/model/facts.ts';

/** Whether a certificate is valid now, and since or until when, in words. */
interface Validity {
  readonly tone: 'good' | 'soon' | 'bad';
  readonly words: string;
}

/** 14 days: enough time to get another one, and a reason to think about it. */
const soonDays = 14;

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** `expired 3 days ago`, `expires in 88 days`, `not valid yet: valid in 2 hours`; `nowMs` since the epoch. */
export function validityOf({ validFrom, validTo }: Certificate, nowMs: number): Validity {
  if (nowMs > validTo) return { tone: 'bad', words: `expired ${describeSpan(nowMs - validTo)} ago` };
  if (nowMs < validFrom)
    return { tone: 'bad', words: `not valid yet: valid in ${describeSpan(validFrom - nowMs)}` };
  const leftMs = validTo - nowMs;
  return {
    tone: leftMs < soonDays * dayMs ? 'soon' : 'good',
    words: `expires in ${describeSpan(leftMs)}`,
  };
}

function describeSpan(ms: number): string {
  if (ms < hourMs) return 'less than an hour';
  const [count, unit] = ms < 2 * dayMs ? [Math.floor(ms / hourMs), 'hour'] : [Math.floor(ms / dayMs), 'day'];
  return formatCounted(count, unit);
}

/** `2026-03-01 13:02 UTC`: certificates are exact to the second, and their times are in UTC. */
export function formatCertificateTime(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime())
    ? 'unknown'
    : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** The part of a name that people know: the common name, otherwise all of it. */
export function shortName(name: string): string {
  return /(?:^|[,\n]\s*)CN\s*=\s*([^,\n]+)/.exec(name)?.[1]?.trim() ?? name;
}

/** A safe file name for a certificate, whatever its subject contains. */
export function certificateFileName({ subject, fingerprint }: Certificate): string {
  const name = shortName(subject)
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replaceAll(/^[.-]+|[.-]+$/g, '')
    .slice(0, 60);
  return `${name === '' ? fingerprint.slice(0, 8).replaceAll(':', '') : name}.pem`;
}

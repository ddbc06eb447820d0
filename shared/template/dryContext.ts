import { ok } from '../base/result.ts';
import type { TemplateContext } from './templateContext.ts';

/**
 * Finds what is wrong with a template without sending anything: time, random numbers, digests, files and the environment are unknown, and what
 * depends on them is not criticised.
 */
export const dryContext: TemplateContext = {
  nowUs: () => null,
  random: () => null,
  sha256: () => null,
  hmacSha256: () => null,
  environment: () => ok(null),
  file: () => ok(null),
  sentBefore: 0,
};

import { ok } from '../base/result.ts';
import type { TemplateContext } from './templateContext.ts';

/**
 * Finds what is wrong with a template without sending anything: time and random numbers are zeros, files and the environment are unknown.
 * What depends on them is not criticised.
 */
export const dryContext: TemplateContext = {
  nowUs: () => 0,
  random: (count) => new Uint8Array(count),
  sha256: () => new Uint8Array(32),
  hmacSha256: () => new Uint8Array(32),
  environment: () => ok(null),
  file: () => ok(null),
  sentBefore: 0,
};

import type { Endpoint } from '../../../shared/model/connection.ts';
import { optionAt } from '../../../shared/model/optionAt.ts';
import {
  sourceOf,
  type EndpointPreview,
  type PreviewedOption,
  type TextStretch,
} from '../../../shared/model/preview.ts';
import { resolveOptions } from '../../../shared/model/resolveOptions.ts';
import type { ResolvedTextPart } from '../../../shared/template/resolveText.ts';
import { LinkProblem } from '../base/linkProblem.ts';
import { masked, maskOf } from '../session/maskedSink.ts';
import { resolveEndpoint } from '../session/resolveEndpoint.ts';
import type { Templates } from '../template/templates.ts';
import { hiding, shownStep } from './hiding.ts';
import { openingSteps, type PreviewSource } from './openingSteps.ts';

/**
 * Says what a session of the endpoint would be opened with and what it would say by itself, and opens nothing: both come from the code that
 * opens it. `isRevealed`: a person asked to see the secrets in it; no secret is read before. `source` has the password of a proxy.
 */
export async function previewEndpoint(
  endpoint: Endpoint,
  templates: Templates,
  source: PreviewSource,
  isRevealed: boolean,
): Promise<EndpointPreview> {
  const { preview, opened, secrets } = await resolvedPreview(endpoint, templates, isRevealed);
  if (opened === null) return { ...preview, steps: [] };
  try {
    const steps = await openingSteps(opened, isRevealed ? source : { ...source, ...unread });
    return { ...preview, steps: steps.map((step) => shownStep(step, secrets, isRevealed)) };
  } catch (error) {
    if (!(error instanceof LinkProblem)) throw error;
    const message = isRevealed ? error.message : (maskOf(secrets)?.(error.message) ?? error.message);
    return { ...preview, steps: [], problems: [{ field: error.field ?? 'address', message }] };
  }
}

/** Stands for secrets that are not shown: what is made of them is hidden, too. Not empty, since what is empty is not sent at all. */
const unread: Pick<PreviewSource, 'secret'> = { secret: () => Promise.resolve(Buffer.from(masked)) };

interface ResolvedPreview {
  readonly preview: Omit<EndpointPreview, 'steps'>;
  /** What would be opened; null where something prevents it. */
  readonly opened: Endpoint | null;
  /** What must not be seen of it. */
  readonly secrets: readonly string[];
}

function resolvedPreview(
  endpoint: Endpoint,
  templates: Templates,
  isRevealed: boolean,
): Promise<ResolvedPreview> {
  return templates.resolve((resolver) => {
    const { kind: _, ...options } = endpoint;
    const { texts, secrets } = resolveOptions(options, resolver);
    const hide = isRevealed ? null : hiding(secrets);
    const resolved = resolveEndpoint({ endpoint, resolver });
    const preview = {
      options: fieldsOf(
        endpoint,
        texts.map(({ field }) => field),
      ).map((field): PreviewedOption => {
        const text = texts.find((each) => each.field === field);
        return { field, stretches: text ? stretchesOf(text.parts, hide) : asWritten(endpoint, field) };
      }),
      allows: [...new Set(texts.flatMap(({ allows }) => allows))],
      problems: resolved.ok ? [] : resolved.problem.map(({ field, message }) => ({ field, message })),
    };
    return {
      preview,
      opened: resolved.ok ? resolved.value.endpoint : null,
      secrets: allSecrets(texts, secrets),
    };
  });
}

/** The address, every header, and then what else is a template. */
function fieldsOf(endpoint: Endpoint, templates: readonly string[]): readonly string[] {
  const headers = 'headers' in endpoint ? endpoint.headers : [];
  const ofHeaders = headers.flatMap((_, index) => [`headers.${index}.name`, `headers.${index}.value`]);
  return [...new Set(['address', ...ofHeaders, ...templates])];
}

function asWritten(endpoint: Endpoint, field: string): TextStretch[] {
  const text = optionAt(endpoint, field);
  return typeof text === 'string' && text !== '' ? [{ source: 'written', text }] : [];
}

/** With each text in which a secret takes part, but in which a mask finds none. */
function allSecrets(
  texts: readonly { readonly parts: readonly ResolvedTextPart[] | null }[],
  secrets: readonly string[],
): readonly string[] {
  const hide = hiding(secrets);
  const parts = texts.flatMap((text) => text.parts ?? []);
  const whole = parts.filter(({ text, value }) => value?.isSecret && hide(text) === masked);
  return [...secrets, ...whole.map(({ text }) => text)];
}

function stretchesOf(
  parts: readonly ResolvedTextPart[] | null,
  hide: ((text: string) => string) | null,
): TextStretch[] | null {
  if (parts === null) return null;
  return parts.map(({ text, value }) => ({
    source: sourceOf(value),
    text: value?.isSecret && hide ? hide(text) : text,
  }));
}

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
import { masked, maskOf } from '../session/maskedSink.ts';
import { resolveEndpoint } from '../session/resolveEndpoint.ts';
import type { Templates } from '../template/templates.ts';

/**
 * Says what a session of the endpoint would be opened with, and opens nothing: what it stands for comes from the code that opens it.
 * `isRevealed`: a person asked to see the secrets in it.
 */
export function previewEndpoint(
  endpoint: Endpoint,
  templates: Templates,
  isRevealed: boolean,
): Promise<EndpointPreview> {
  return templates.resolve((resolver) => {
    const { kind: _, ...options } = endpoint;
    const { texts, secrets } = resolveOptions(options, resolver);
    const hide = isRevealed ? null : hiding(secrets);
    const resolved = resolveEndpoint({ endpoint, resolver });
    return {
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

type Hide = (text: string) => string;

/** As what is recorded is masked. What the mask does not find in a text with a secret is hidden as a whole. */
function hiding(secrets: readonly string[]): Hide {
  const mask = maskOf(secrets);
  return (text) => {
    const shown = mask?.(text) ?? text;
    return shown === text && text !== '' ? masked : shown;
  };
}

function stretchesOf(parts: readonly ResolvedTextPart[] | null, hide: Hide | null): TextStretch[] | null {
  if (parts === null) return null;
  return parts.map(({ text, value }) => ({
    source: sourceOf(value),
    text: value?.isSecret && hide ? hide(text) : text,
  }));
}

import { fail, ok, type Result } from '../../../shared/base/result.ts';
import { endpointSchema, resolvedEndpointIssues, type Endpoint } from '../../../shared/model/connection.ts';
import { unknownWhenSent } from '../../../shared/model/writtenMessage.ts';
import type { EndpointFinding } from '../../../shared/model/endpointCheck.ts';
import type { TemplateResolver } from '../../../shared/template/resolveTemplate.ts';
import { maskOf } from './maskedSink.ts';
import { openingMessagesOf } from './openingMessages.ts';
import { resolveOptions } from '../../../shared/model/resolveOptions.ts';

/** An endpoint as saved or given. Everything that its texts refer to is passed beside it. */
interface SavedEndpoint {
  readonly endpoint: Endpoint;
  readonly resolver: TemplateResolver;
}

/** The endpoint to open. Opening messages stand as they were written: they are resolved whenever they are sent. */
interface ResolvedEndpoint {
  /** Nothing else in it stands for something any more. It has the values of secrets, so it is for links alone. */
  readonly endpoint: Endpoint;
  /** The same for people and files: a reference in which a secret takes part stays as it was written. */
  readonly shown: Endpoint;
  /** What must not be seen of `endpoint`. */
  readonly secrets: readonly string[];
}

/** At least one problem, each with the field that causes it, such as `onOpen.0`. */
type ResolveFindings = readonly [EndpointFinding, ...EndpointFinding[]];

/**
 * Says what is opened for an endpoint, or what prevents it. Every way to open goes through here: a saved connection, an endpoint of the
 * command line, a replay. It depends on what the resolver was given alone, so that a form can ask before anything is opened. The content of
 * an address is judged where it is opened.
 */
export function resolveEndpoint({
  endpoint,
  resolver,
}: SavedEndpoint): Result<ResolvedEndpoint, ResolveFindings> {
  const { kind, ...options } = endpoint;
  const onOpen = 'onOpen' in endpoint ? { onOpen: endpoint.onOpen } : {};
  const { opened, shown, secrets, findings, unknown, texts } = resolveOptions(options, resolver);
  const hasTemplates = texts.length > 0;
  const parsed = hasTemplates ? parseOpened({ kind, ...opened, ...onOpen }) : ok(endpoint);
  const resolved = parsed.ok ? parsed.value : endpoint;
  const opening = openingMessagesOf(resolved, () => resolver);
  const [first, ...others] = [
    ...findings,
    ...unknown.map((field) => problem(field, unknownWhenSent)),
    // What did not resolve is not judged a second time.
    ...(parsed.ok || findings.length > 0 ? [] : parsed.problem),
    ...(opening.ok ? [] : [opening.problem]),
  ];
  if (first) {
    const hide = hiding(secrets);
    return fail([hide(first), ...others.map(hide)]);
  }
  const forPeople = hasTemplates ? endpointSchema.parse({ kind, ...shown, ...onOpen }) : endpoint;
  return ok({ endpoint: resolved, shown: forPeople, secrets });
}

/** What may be written as a template is judged once it is resolved. */
function parseOpened(opened: object): Result<Endpoint, readonly EndpointFinding[]> {
  const parsed = endpointSchema.safeParse(opened);
  const issues = parsed.success ? resolvedEndpointIssues(parsed.data) : parsed.error.issues;
  if (parsed.success && issues.length === 0) return ok(parsed.data);
  return fail(issues.map(({ path, message }) => problem(path.map(String).join('.'), message)));
}

/** What is said of a value that has a secret in it does not say the secret. */
function hiding(secrets: readonly string[]): (finding: EndpointFinding) => EndpointFinding {
  const mask = maskOf(secrets);
  return (finding) => (mask === null ? finding : { ...finding, message: mask(finding.message) });
}

function problem(field: string, message: string): EndpointFinding {
  return { field, tone: 'problem', message };
}

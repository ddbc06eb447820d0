import { z } from 'zod';
import { endpointSchema, type Endpoint } from '../../shared/model/connection.ts';
import type { EndpointKind } from '../../shared/model/endpointKinds.ts';

/** What is read of the JSON schema of an endpoint. */
interface Node {
  readonly type?: string | undefined;
  readonly const?: string | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly pattern?: string | undefined;
  readonly properties?: Readonly<Record<string, Node>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly items?: Node | undefined;
}

const nodeSchema: z.ZodType<Node> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    const: z.string().optional(),
    enum: z.array(z.string()).optional(),
    pattern: z.string().optional(),
    properties: z.record(z.string(), nodeSchema).optional(),
    required: z.array(z.string()).optional(),
    items: nodeSchema.optional(),
  }),
);

/** Stands in every text. */
export const reference = '{{host}}';

/** Escapes, and not a template: the same bytes follow every message. */
const plainTexts: ReadonlySet<string> = new Set(['terminator']);

const kinds = z
  .object({ oneOf: z.array(nodeSchema) })
  .parse(z.toJSONSchema(endpointSchema, { io: 'input', unrepresentable: 'any' })).oneOf;

function nodeOf(kind: EndpointKind): Node {
  const found = kinds.find(({ properties }) => properties?.['kind']?.const === kind);
  if (!found) throw new Error(`The schema has no kind ${kind}.`);
  return found;
}

/** The paths of all options of a kind that are free text, such as `headers.0.value`, by its schema; the address is one. */
export function textOptionsOf(kind: EndpointKind): readonly string[] {
  return pathsIn(nodeOf(kind), '');
}

/** An endpoint with a reference in each of them. */
export function endpointOfReferences(kind: EndpointKind, more: object = {}): Endpoint {
  const filled: unknown = filledFor(nodeOf(kind), true);
  return endpointSchema.parse(merged(z.record(z.string(), z.unknown()).parse(filled), more));
}

function isText({ type, const: only, enum: choices, pattern }: Node): boolean {
  const fits = pattern === undefined || new RegExp(pattern, 'u').test(reference);
  return type === 'string' && only === undefined && choices === undefined && fits;
}

function pathsIn(node: Node, path: string): readonly string[] {
  if (isText(node)) return [path];
  const inside = path === '' ? '' : `${path}.`;
  if (node.items) return pathsIn(node.items, `${inside}0`);
  return Object.entries(node.properties ?? {}).flatMap(([name, each]) =>
    plainTexts.has(name) ? [] : pathsIn(each, `${inside}${name}`),
  );
}

/** Undefined for what has no text in it, unless it is required. */
function filledFor(node: Node, isRequired: boolean): unknown {
  if (isText(node)) return reference;
  if (node.type === 'string') return isRequired ? (node.const ?? node.enum?.[0]) : undefined;
  if (pathsIn(node, '').length === 0) return undefined;
  if (node.items) return [filledFor(node.items, true)];
  const entries = Object.entries(node.properties ?? {})
    .filter(([name]) => !plainTexts.has(name))
    .map(([name, each]) => [name, filledFor(each, node.required?.includes(name) ?? false)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function merged(values: Readonly<Record<string, unknown>>, more: object): object {
  const changed = Object.entries(more).map(([name, value]: [string, unknown]) => {
    const before = values[name];
    const isGroup = typeof value === 'object' && value !== null && typeof before === 'object';
    return [name, isGroup ? { ...before, ...value } : value];
  });
  return { ...values, ...Object.fromEntries(changed) };
}

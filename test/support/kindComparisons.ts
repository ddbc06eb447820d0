import { parseSync } from 'vite';
import { endpointKinds } from '../../shared/model/endpointKinds.ts';

/** A place in a file that tells kinds of endpoints apart by their names. */
export interface KindComparison {
  readonly line: number;
  readonly text: string;
}

/** A node of the syntax tree (ESTree); what is read of it depends on its type. */
interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly name?: unknown;
  readonly value?: unknown;
  readonly cooked?: unknown;
  readonly [field: string]: unknown;
}

const names: ReadonlySet<unknown> = new Set(endpointKinds);
const textMethods = new Set([
  'startsWith',
  'endsWith',
  'includes',
  'indexOf',
  'match',
  'search',
  'slice',
  'split',
]);

/**
 * Where a source says the name of a kind, compares a kind with a text, or takes its name apart. A name that is a word of its own beside
 * kinds (`udp`) counts where it is compared with something that is called a kind. Types do not count: the compiler looks after them.
 */
export function kindComparisons(path: string, source: string): KindComparison[] {
  const found: KindComparison[] = [];
  const { program } = parseSync(path, source);
  visit(program, (node) => {
    if (!tellsKinds(node)) return;
    const line = source.slice(0, node.start).split('\n').length;
    found.push({ line, text: source.split('\n')[line - 1]?.trim() ?? '' });
  });
  return found.filter(({ line }, index) => found.findIndex((other) => other.line === line) === index);
}

function tellsKinds(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'Literal':
      return isName(node.value) && node.value.includes('-');
    case 'TemplateElement':
      return /^-(?:client|server)$/.test(String(childOf(node, 'value')?.cooked));
    case 'BinaryExpression':
      return isComparedWithName(childOf(node, 'left'), childOf(node, 'right'));
    case 'SwitchStatement':
      return childrenOf(node, 'cases').some((each) =>
        isComparedWithName(childOf(node, 'discriminant'), childOf(each, 'test')),
      );
    case 'CallExpression':
      return takesNameApart(childOf(node, 'callee'), childrenOf(node, 'arguments'));
    default:
      return false;
  }
}

function isComparedWithName(one: SyntaxNode | undefined, other: SyntaxNode | undefined): boolean {
  return (isKind(one) && isName(other?.value)) || (isKind(other) && isName(one?.value));
}

/** `kind.endsWith('-server')`, `/-server$/.test(kind)`. */
function takesNameApart(callee: SyntaxNode | undefined, given: readonly SyntaxNode[]): boolean {
  if (callee?.type !== 'MemberExpression') return false;
  const method = String(childOf(callee, 'property')?.name);
  const object = childOf(callee, 'object');
  if (textMethods.has(method) && isKind(object)) return true;
  return method === 'test' && object !== undefined && 'regex' in object && isKind(given[0]);
}

/** `kind`, `endpointKind`, `session.endpoint.kind`. */
function isKind(node: SyntaxNode | undefined): boolean {
  if (node?.type === 'ChainExpression') return isKind(childOf(node, 'expression'));
  const name = node?.type === 'MemberExpression' ? childOf(node, 'property')?.name : node?.name;
  return typeof name === 'string' && /^kind$|Kind$/.test(name);
}

function isName(value: unknown): value is string {
  return names.has(value);
}

function visit(value: unknown, see: (node: SyntaxNode) => void): void {
  if (Array.isArray(value)) for (const each of value) visit(each, see);
  if (!isNode(value) || /^TS(?!AsExpression|SatisfiesExpression|NonNull)/.test(value.type)) return;
  see(value);
  for (const [field, child] of Object.entries(value)) if (!typeFields.has(field)) visit(child, see);
}

const typeFields = new Set(['typeAnnotation', 'typeArguments', 'typeParameters', 'returnType']);

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** The value of a template's element is no node, but has fields of its own. */
function childOf(node: SyntaxNode | undefined, field: string): SyntaxNode | undefined {
  const child = node?.[field];
  return typeof child === 'object' && child !== null ? (child as SyntaxNode) : undefined;
}

function childrenOf(node: SyntaxNode, field: string): readonly SyntaxNode[] {
  const children = node[field];
  return Array.isArray(children) ? children.filter(isNode) : [];
}

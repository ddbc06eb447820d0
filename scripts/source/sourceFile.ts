import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { parseSync, Visitor, type Expression, type Program, type Super } from 'oxc-parser';
import { moduleReferences, parseProgram, type ModuleReference } from './moduleReferences.ts';

interface FunctionSize {
  readonly name: string;
  /** From its first line to its last. */
  readonly lines: number;
  readonly line: number;
}

interface ExportedName {
  readonly name: string;
  readonly isType: boolean;
}

/** What can be said of one file by looking at it alone. */
export interface SourceFile {
  /** From the root of the checkout, with slashes. */
  readonly path: string;
  readonly lines: number;
  readonly functions: readonly FunctionSize[];
  readonly references: readonly ModuleReference[];
  readonly exports: readonly ExportedName[];
  /** `as X` and `<X>y`; `as const` is none. */
  readonly casts: number;
}

/** The folders of a checkout whose code goes into the product. */
export const productFolders: readonly string[] = ['shared', 'electron', 'renderer'];

/** The folders whose code does not. */
export const otherFolders: readonly string[] = ['test', 'scripts'];

/** All TypeScript files of some folders of a checkout; declarations (`.d.ts`) are none. */
export function readSources(root: string, folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        const shown = path
          .slice(root.length + 1)
          .split(sep)
          .join('/');
        return describeSource(shown, readFileSync(path, 'utf8'));
      }),
  );
}

/** Throws where the text cannot be parsed. */
function describeSource(path: string, text: string): SourceFile {
  const program = parseProgram(path, text);
  const lineStarts = [...text.matchAll(/\n/g)].map(({ index }) => index);
  return {
    path,
    lines: lineStarts.length,
    functions: functionsOf(program, lineNumbers(lineStarts)),
    references: moduleReferences(program),
    exports: exportsOf(path, text, program),
    casts: countCasts(program),
  };
}

/** The place in the checkout that a reference leads to, or the package's name as it stands there; without Vite's `?worker`. */
export function targetOf(path: string, { specifier }: ModuleReference): string {
  const bare = specifier.replace(/\?.*$/, '');
  return bare.startsWith('.') ? posix.join(posix.dirname(path), bare) : bare;
}

function lineNumbers(lineEnds: readonly number[]): (offset: number) => number {
  return (offset) => {
    let [low, high] = [0, lineEnds.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((lineEnds[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

interface Placed {
  readonly start: number;
  readonly end: number;
}

/** Every function; what is given to `describe` is no function but a chapter of tests. */
function functionsOf(program: Program, lineOf: (offset: number) => number): FunctionSize[] {
  const found: FunctionSize[] = [];
  const chapters = new Set<number>();
  const names = new Map<number, string>();
  const add = (node: Placed, name: string): void => {
    if (chapters.has(node.start)) return;
    const line = lineOf(node.start);
    found.push({ name: names.get(node.start) ?? name, line, lines: lineOf(node.end) - line + 1 });
  };
  new Visitor({
    CallExpression({ callee, arguments: given }) {
      const last = given.at(-1);
      const body = given.find((each) => /Function/.test(each.type)) ?? last;
      if (body && nameCalled(callee) === 'describe') chapters.add(body.start);
    },
    VariableDeclarator({ id, init }) {
      if (init && id.type === 'Identifier') names.set(init.start, id.name);
    },
    MethodDefinition({ key, value }) {
      if (key.type === 'Identifier') names.set(value.start, key.name);
    },
    Property({ key, value }) {
      if (key.type === 'Identifier') names.set(value.start, key.name);
    },
    FunctionDeclaration: (node) => add(node, node.id?.name ?? 'a default export'),
    FunctionExpression: (node) => add(node, node.id?.name ?? 'a function'),
    ArrowFunctionExpression: (node) => add(node, 'an arrow function'),
  }).visit(program);
  return found;
}

/** The name with which what is called begins: `describe` in `describe.each(…)(…)`. */
function nameCalled(callee: Expression | Super): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'MemberExpression') return nameCalled(callee.object);
  return callee.type === 'CallExpression' ? nameCalled(callee.callee) : undefined;
}

function countCasts(program: Program): number {
  let casts = 0;
  new Visitor({
    TSAsExpression({ typeAnnotation }) {
      const isConst =
        typeAnnotation.type === 'TSTypeReference' &&
        typeAnnotation.typeName.type === 'Identifier' &&
        typeAnnotation.typeName.name === 'const';
      if (!isConst) casts += 1;
    },
    TSTypeAssertion: () => void (casts += 1),
  }).visit(program);
  return casts;
}

function exportsOf(path: string, text: string, program: Program): ExportedName[] {
  const types = new Set<string>();
  for (const statement of program.body) {
    if (statement.type !== 'ExportNamedDeclaration') continue;
    const { declaration } = statement;
    if (declaration?.type === 'TSInterfaceDeclaration' || declaration?.type === 'TSTypeAliasDeclaration')
      types.add(declaration.id.name);
  }
  const entries = parseSync(path, text).module.staticExports.flatMap((statement) => statement.entries);
  return entries
    .map(({ exportName, isType }) => ({ name: exportName.name ?? 'default', isType }))
    .map(({ name, isType }) => ({ name, isType: isType || types.has(name) }));
}

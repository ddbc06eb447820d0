import { parseSync, Visitor, type Expression, type Program, type SpreadElement } from 'oxc-parser';

/** A module that a file names, as it is written there. */
export interface ModuleReference {
  readonly specifier: string;
  /** What is taken from it; null where it cannot be told, and so may be everything. */
  readonly names: readonly string[] | null;
}

/**
 * Every module that a source file names: `import`, `export … from`, `import()`, also in types, `require()`, `require.resolve()` and
 * `new URL(…, import.meta.url)`. What is put together at run time cannot be known. Throws where the file cannot be parsed.
 */
export function moduleReferencesOf(path: string, text: string): ModuleReference[] {
  return moduleReferences(parseProgram(path, text));
}

/** Throws with the place and the reason where the text is no TypeScript. */
export function parseProgram(path: string, text: string): Program {
  const { program, errors } = parseSync(path, text);
  const [first] = errors;
  if (first) throw new Error(`${path}: ${first.codeframe ?? first.message}`);
  return program;
}

/** As `moduleReferencesOf`, of what is parsed already. */
export function moduleReferences(program: Program): ModuleReference[] {
  const found: ModuleReference[] = [];
  const add = (specifier: string, names: readonly string[] | null): void =>
    void found.push({ specifier, names });
  const addLiteral = (argument: Expression | SpreadElement | undefined): void => {
    if (argument?.type === 'Literal' && typeof argument.value === 'string') add(argument.value, null);
  };
  new Visitor({
    ImportDeclaration: ({ source, specifiers }) => add(source.value, importedNames(specifiers)),
    ExportAllDeclaration: ({ source }) => add(source.value, null),
    ExportNamedDeclaration({ source, specifiers }) {
      if (!source) return;
      const names = specifiers.map(({ local }) => nameOf(local));
      add(source.value, names);
    },
    ImportExpression: ({ source }) => addLiteral(source),
    TSImportType: ({ source }) => add(source.value, null),
    CallExpression: ({ callee, arguments: [argument] }) => {
      if (isRequire(callee)) addLiteral(argument);
    },
    NewExpression({ callee, arguments: [path, base] }) {
      const isUrl = callee.type === 'Identifier' && callee.name === 'URL';
      if (!isUrl || !isPlaceOfThisFile(base)) return;
      // A folder is no module.
      if (path?.type === 'Literal' && path.value !== '.' && path.value !== '..') addLiteral(path);
    },
  }).visit(program);
  return found;
}

type ImportSpecifiers = Extract<Program['body'][number], { type: 'ImportDeclaration' }>['specifiers'];

function importedNames(specifiers: ImportSpecifiers): string[] | null {
  const names: string[] = [];
  for (const specifier of specifiers) {
    if (specifier.type === 'ImportNamespaceSpecifier') return null;
    names.push(specifier.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(specifier.imported));
  }
  return names;
}

type Named = { readonly type: 'Identifier'; readonly name: string } | { readonly value: string };

function nameOf(named: Named): string {
  return 'name' in named ? named.name : named.value;
}

function isRequire(callee: Expression): boolean {
  if (callee.type === 'MemberExpression') {
    const { object, property } = callee;
    return isRequire(object) && property.type === 'Identifier' && property.name === 'resolve';
  }
  return callee.type === 'Identifier' && callee.name === 'require';
}

/** `import.meta.url`. */
function isPlaceOfThisFile(base: Expression | SpreadElement | undefined): boolean {
  return (
    base?.type === 'MemberExpression' &&
    base.object.type === 'MetaProperty' &&
    base.property.type === 'Identifier' &&
    base.property.name === 'url'
  );
}

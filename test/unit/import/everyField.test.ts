import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../shared/import/documentText.ts';
import { fixture, importedFiles } from './importing.ts';

/** What becomes of the files: all that is taken over, and all that is said of it. */
function outcome(files: Readonly<Record<string, string>>): string {
  try {
    return JSON.stringify(importedFiles(files));
  } catch (error) {
    return String(error);
  }
}

function documentIn(name: string): unknown {
  const parsed = parseDocument(fixture(name));
  if (parsed.ok) return parsed.value;
  throw new Error(parsed.problem);
}

type Path = readonly string[];

function leavesOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

/** A copy without what stands at some paths. An entry of a list becomes empty, so that those behind it keep their places. */
function without(value: unknown, paths: readonly Path[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const isWhole = (key: string): boolean => paths.some((path) => path.length === 1 && path[0] === key);
  const inner = (key: string): readonly Path[] =>
    paths.flatMap(([first, ...rest]) => (first === key && rest.length > 0 ? [rest] : []));
  if (Array.isArray(value))
    return value.map((each, index) => (isWhole(`${index}`) ? '' : without(each, inner(`${index}`))));
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => (isWhole(key) ? [] : [[key, without(each, inner(key))]])),
  );
}

/**
 * The leaves of a document that nobody would miss: without each of them the outcome is the same, and it is the same with it alone of them,
 * so that two which are told in one sentence are not among them.
 */
function unnoticed(document: unknown, become: (document: unknown) => string): readonly string[] {
  const whole = become(document);
  const alone = leavesOf(document).filter((leaf) => become(without(document, [leaf])) === whole);
  const bare = become(without(document, alone));
  return alone
    .filter(
      (leaf) =>
        become(
          without(
            document,
            alone.filter((each) => each !== leaf),
          ),
        ) === bare,
    )
    .map((leaf) => leaf.join('.'));
}

/** Those that none of the patterns allows. */
function beside(paths: readonly string[], allowed: readonly RegExp[]): readonly string[] {
  return paths.filter((path) => !allowed.some((pattern) => pattern.test(path)));
}

const ids = [/(?:^|\.|_)id$/];
const ofPostman = [
  /^info\._(?:exporter_id|collection_link)$/,
  // What kind of value it is, and of which kind of script, says nothing.
  /\.(?:type|listen|headerFamily)$/,
  // Told as a whole, by its type, mode or name.
  /^auth\.oauth2\./,
  /\.request\.body\.(?:mode|urlencoded\.0\.\w+)$/,
  /\.(?:header|query)\.1\.value$/,
  // The address has it, too.
  /\.query\.0\.value$/,
  // Wirebench does neither.
  /\.protocolProfileBehavior\.disable(?:BodyPruning|UrlEncoding|dSystemHeaders\.user-agent)$/,
];

const ofInsomnia = [
  /^(?:__export_|schema_version$|meta\.(?:created|modified|isPrivate)$)/,
  /\.(?:created|modified|isPrivate|scope|parentId|type|multiline|environmentType)$/,
  /PropertyOrder/,
  // What is on is in the data, too.
  /kvPairData\.0\.(?:name|value|enabled)$/,
  // Where it goes is the same, and Wirebench sends neither cookies nor a User-Agent.
  /settings?(?:\.e|E)ncodeUrl$/,
  /ookies(?:\.\w+)?$/,
  /disableUserAgentHeader$/,
  // Places of those that stand alone, and names of what has none here.
  /[sS]ortKey$/,
  /^(?:resources\.1|cookieJar)\.name$/,
  // Told as a whole: what is switched off, of another kind, or in no place.
  /^resources\.(?:4\.(?:host|cert)|6\.authentication\.token|8\.authentication\.key|9\.(?:value|mode))$/,
  /\.children\.0\.authentication\.(?:grantType|clientId)$/,
  /\.(?:6|0)\.headers\.0\.value$/,
];

describe('every field is taken over or told', () => {
  it('of a collection of Postman', () => {
    const document = documentIn('everyField/postman.json');
    const said = unnoticed(document, (each) => outcome({ file: JSON.stringify(each) }));
    expect(beside(said, [...ids, ...ofPostman])).toEqual([]);
  });

  it.each(['insomnia4.json', 'insomnia5.yaml'])('of a collection of Insomnia (%s)', (name) => {
    const document = documentIn(`everyField/${name}`);
    const said = unnoticed(document, (each) => outcome({ file: JSON.stringify(each) }));
    expect(beside(said, [...ids, ...ofInsomnia])).toEqual([]);
  });
});

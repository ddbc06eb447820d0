import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../shared/import/documentText.ts';
import { fixture, importedFiles, noteLines } from './importing.ts';

/** What becomes of the files: all that is taken over, and all that is said of it. */
function outcome(files: Readonly<Record<string, string>>): string {
  try {
    const { changed, left, ...taken } = importedFiles(files);
    const notes = [...noteLines(changed), ...noteLines(left)].toSorted();
    return JSON.stringify({ taken, notes });
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
 * The parts of files that nobody would miss: without each of them the outcome is the same, and it is the same with it alone of them, so
 * that two which are told in one sentence are not among them.
 */
function unnoticed<Part>(parts: readonly Part[], become: (left: readonly Part[]) => string): readonly Part[] {
  const whole = become([]);
  const alone = parts.filter((part) => become([part]) === whole);
  const bare = become(alone);
  return alone.filter((part) => become(alone.filter((each) => each !== part)) === bare);
}

/** The same for the leaves of documents, by the paths of their files. */
function unnoticedLeaves(
  documents: Readonly<Record<string, unknown>>,
  others: Readonly<Record<string, string>> = {},
): readonly string[] {
  const remaining = (left: readonly Path[]): string => {
    const rest: unknown = without(documents, left);
    const files = Object.entries(Object(rest)).map(([path, document]) => [path, JSON.stringify(document)]);
    return outcome({ ...others, ...Object.fromEntries(files) });
  };
  return unnoticed(leavesOf(documents), remaining).map((leaf) => leaf.join('.'));
}

/** The same for the lines of texts, apart from those that begin and end a block. */
function unnoticedLines(texts: Readonly<Record<string, string>>): readonly string[] {
  const all = Object.entries(texts).flatMap(([path, text]) =>
    text.split('\n').map((line, index) => ({ path, line, index })),
  );
  const parts = all.filter(({ line }) => /^(?: {2}|color)/.test(line));
  return unnoticed(parts, (left) => {
    const kept = Map.groupBy(
      all.filter((each) => !left.includes(each)),
      ({ path }) => path,
    );
    return outcome(
      Object.fromEntries(
        Object.keys(texts).map((path) => [path, (kept.get(path) ?? []).map(({ line }) => line).join('\n')]),
      ),
    );
  }).map(({ path, line }) => `${path}: ${line.trim()}`);
}

/** Those that none of the patterns allows. */
function beside(paths: readonly string[], allowed: readonly RegExp[]): readonly string[] {
  return paths.filter((path) => !allowed.some((pattern) => pattern.test(path)));
}

const ids = [/(?:^|\.|_)id$/];
const ofPostman = [
  /\.info\._(?:exporter_id|collection_link)$/,
  // What kind of value it is, and of which kind of script, says nothing.
  /\.(?:type|listen|headerFamily)$/,
  // Told as a whole, by its type, mode or name.
  /postman\.auth\.oauth2\./,
  /\.request\.body\.(?:mode|urlencoded\.0\.\w+)$/,
  /\.(?:header|query)\.1\.value$/,
  // The address has it, too.
  /\.query\.0\.value$/,
  // Wirebench does neither.
  /\.protocolProfileBehavior\.disable(?:BodyPruning|UrlEncoding|dSystemHeaders\.user-agent)$/,
];

const ofInsomnia = [
  /\.(?:__export_|schema_version$|meta\.(?:created|modified|isPrivate)$)/,
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
  /\.(?:resources\.1|cookieJar)\.name$/,
  // Told as a whole: what is switched off, of another kind, or in no place.
  /\.resources\.(?:4\.(?:host|cert)|6\.authentication\.token|8\.authentication\.key|9\.(?:value|mode))$/,
  /\.children\.0\.authentication\.(?:grantType|clientId)$/,
  /\.(?:6|0)\.headers\.0\.value$/,
];

const ofBru = [
  // Places of those that stand alone, and what is so anyway.
  /: seq: /,
  /: (?:mode: none|auth: inherit|type: http)$/,
  // Parts of what is told by its first line, or as a whole.
  /: (?:smoke|\]|grant_type: client_credentials)$/,
  // The address is the same either way, the address has it, and the body has its own block.
  /: (?:encodeUrl: true|a: 1|body: (?:ws|json))$/,
];
const ofBrunoJson = [
  /\.(?:version|type|ignore\.0|presets\.requestType)$/,
  // Told as a whole.
  /\.(?:clientCertificates\.enabled|proxy\.(?:enabled|port))$/,
];
const ofOpenCollection = [
  /\.(?:opencollection|bundled|seq|type|title|ignore\.0|selected)$/,
  /\.yml\.request\.metadata\./,
  /\.proxy\.inherit$/,
  // It is so anyway.
  /^join\.yml\.websocket\.auth$/,
  // Told by their names, or as a whole.
  /\.(?:headers\.0|params\.[12]|variables\.1\.value\.0)\.value$/,
];

const ofAsyncApi = [
  /\.(?:version|bindingVersion|operationId|messageId|location)$/,
  // JSON is what it would be taken for anyway, and so is what an operation receives.
  /\.(?:defaultContentType|messages\.join\.contentType)$/,
  /\.operations\.get\.(?:action|channel\.\$ref|messages\.0\.\$ref)$/,
  // What the service sends is told by its name in the document.
  /\.messages\.left\.name$/,
];

describe('every field is taken over or told', () => {
  it('of a collection of Postman', () => {
    const said = unnoticedLeaves({ postman: documentIn('everyField/postman.json') });
    expect(beside(said, [...ids, ...ofPostman])).toEqual([]);
  });

  it.each(['insomnia4.json', 'insomnia5.yaml'])('of a collection of Insomnia (%s)', (name) => {
    const said = unnoticedLeaves({ insomnia: documentIn(`everyField/${name}`) });
    expect(beside(said, [...ids, ...ofInsomnia])).toEqual([]);
  });

  it('of a folder of Bruno', () => {
    const paths = [
      'collection.bru',
      'environments/Local.bru',
      'rooms/folder.bru',
      'rooms/join.bru',
      'http.bru',
    ];
    const texts = Object.fromEntries(paths.map((path) => [path, fixture(`everyField/bruno/${path}`)]));
    expect(beside(unnoticedLines(texts), ofBru)).toEqual([]);
    const mark = { 'bruno.json': documentIn('everyField/bruno/bruno.json') };
    expect(beside(unnoticedLeaves(mark, { 'http.bru': texts['http.bru'] ?? '' }), ofBrunoJson)).toEqual([]);
  });

  it('of a folder of Bruno in YAML', () => {
    const paths = ['opencollection.yml', 'join.yml', 'environments/Staging.yml'];
    const documents = paths.map((path) => [path, documentIn(`everyField/openCollection/${path}`)]);
    expect(beside(unnoticedLeaves(Object.fromEntries(documents)), ofOpenCollection)).toEqual([]);
  });

  it.each(['asyncApi2.yaml', 'asyncApi3.yaml'])('of a document of AsyncAPI (%s)', (name) => {
    const said = unnoticedLeaves({ asyncApi: documentIn(`everyField/${name}`) });
    expect(beside(said, [...ids, ...ofAsyncApi])).toEqual([]);
  });

  it('of packets of Packet Sender', () => {
    const said = unnoticedLeaves({ packets: documentIn('everyField/packetSender.json') });
    expect(beside(said, [/\.(?:asciistring|errorstring|requestpath)$/])).toEqual([]);
  });
});

import { z } from 'zod';
import type { ImportContext, ImportedCollection } from './importedTree.ts';
import type { Collector } from './collector.ts';
import { exportFields, resourceFields } from './insomniaFields.ts';
import { losses } from './losses.ts';
import { readInsomnia } from './insomnia.ts';
import { plainName } from './names.ts';

const text = z.string().catch('');

/** Any resource: they stand in one list, and each names the one that it is in. */
const resourceSchema = z.looseObject({
  _id: z.string(),
  _type: z.string(),
  parentId: z.string().nullable().catch(null),
  name: text,
  metaSortKey: z.number().catch(0),
  value: text,
  mode: text,
});
type Resource = z.infer<typeof resourceSchema>;

const fileSchema = z.object({
  _type: z.literal('export'),
  __export_format: z.number(),
  resources: z.array(z.unknown()),
});

/** True for the content of a file of Insomnia's version 4, or an older one of the same form. */
export function isInsomnia4(value: unknown): boolean {
  return fileSchema.safeParse(value).success;
}

/** What each type of resource is in a file of version 5. Those that are not here say nothing about a socket. */
const requests: Readonly<Record<string, string>> = {
  request: 'req',
  grpc_request: 'greq',
  websocket_request: 'ws-req',
  socketio_request: 'socketio-req',
};

/** Why a resource is neither taken over nor asked for. */
const others: Readonly<Record<string, string>> = {
  api_spec: 'It is a specification. Import it separately if it is AsyncAPI.',
  unit_test_suite: 'It is a suite of tests, and Wirebench runs none.',
  mock_server: 'It is a mock server over HTTP.',
  unit_test: 'It is a test, and Wirebench runs none.',
  mock_route: 'It is a route of a mock server over HTTP.',
  cookie_jar: '',
  workspace: '',
  proto_file: 'It is a definition for gRPC.',
  proto_directory: 'It is a folder of definitions for gRPC.',
  client_certificate: losses.certificates,
  ca_certificate: losses.certificates,
};

/** Reads an export of version 4: a list of resources, of which a tree is made in the form of version 5. */
export function readInsomnia4(value: unknown, context: ImportContext): ImportedCollection {
  const { resources } = fileSchema.parse(value);
  const all = resources.flatMap((each) => resourceSchema.safeParse(each).data ?? []);
  const byParent = Map.groupBy(all, ({ parentId }) => parentId);
  const workspaces = [...all.filter(({ _type }) => _type === 'workspace'), ...missingPlaces(all)];
  const tree = new ResourceTree(byParent);
  // Several are exported together as folders of one collection.
  const [only] = workspaces;
  const isOne = workspaces.length === 1;
  const roots = workspaces.map(({ _id, name }) => ({
    name,
    meta: { id: _id, sortKey: 0 },
    children: tree.itemsIn(_id),
  }));
  const collection = isOne ? roots[0]?.children : roots;
  const environments = tree.environmentsOf(workspaces);
  return readInsomnia(
    { name: isOne ? only?.name : 'Insomnia', collection, environments },
    context,
    (collector) => {
      exportFields.tell(value, 'The file', collector);
      for (const resource of all) if (!tree.has(resource)) tellOfOther(resource, collector);
      if (all.length < resources.length)
        collector.left.add('The file', 'Some of its resources have no id or no type.');
    },
  );
}

/** Of a resource that is in no folder and no request. */
function tellOfOther(resource: Resource, collector: Collector): void {
  const { _type, name } = resource;
  const item = name || resource._id;
  const why = Object.hasOwn(others, _type) ? others[_type] : undefined;
  resourceFields.get(_type)?.tell(resource, item, collector);
  if (why === undefined)
    collector.left.add(
      item,
      isKnown(_type)
        ? 'What it belongs to is not in the file.'
        : `It is a resource of a kind that Wirebench does not know (${plainName(_type, 'without a name')}).`,
    );
  else if (why !== '') collector.left.add(item, why);
}

class ResourceTree {
  private readonly byParent: ReadonlyMap<string | null, readonly Resource[]>;
  /** A file may name resources in a circle, or one twice: each is taken once. */
  private readonly taken = new Set<Resource>();

  constructor(byParent: ReadonlyMap<string | null, readonly Resource[]>) {
    this.byParent = byParent;
  }

  /** True for a resource that has its place. */
  has(resource: Resource): boolean {
    return this.taken.has(resource);
  }

  itemsIn(parent: string): readonly object[] {
    return this.childrenOf(parent).flatMap((resource): object[] => {
      const { _id, _type, metaSortKey } = resource;
      if (_type === 'request_group') {
        const meta = { id: _id, sortKey: metaSortKey };
        return [{ ...resource, meta, scripts: scriptsOf(resource), children: this.itemsIn(_id) }];
      }
      if (!Object.hasOwn(requests, _type)) return [];
      const meta = { id: requests[_type], sortKey: metaSortKey };
      return [{ ...resource, meta, scripts: scriptsOf(resource), payloads: this.payloadsOf(_id) }];
    });
  }

  environmentsOf(workspaces: readonly Resource[]): object {
    const bases = workspaces.flatMap(({ _id }) => this.environmentsIn(_id));
    const data = Object.fromEntries(bases.flatMap((base) => entriesOf(base['data'])));
    const kvPairData = bases.flatMap((base) => (Array.isArray(base['kvPairData']) ? base['kvPairData'] : []));
    return {
      name: bases[0]?.name ?? 'Base',
      data,
      kvPairData,
      subEnvironments: bases.flatMap(({ _id }) => this.environmentsIn(_id)),
    };
  }

  private environmentsIn(parent: string): readonly Resource[] {
    return this.childrenOf(parent, 'environment');
  }

  private payloadsOf(parent: string): readonly Resource[] {
    return this.childrenOf(parent, 'websocket_payload');
  }

  private childrenOf(parent: string, type?: string): readonly Resource[] {
    const children = (this.byParent.get(parent) ?? []).filter(
      (each) => !this.taken.has(each) && (type === undefined ? isItem(each) : each._type === type),
    );
    for (const each of children) this.taken.add(each);
    return children.toSorted((left, right) => left.metaSortKey - right.metaSortKey);
  }
}

/** The places that items are in and that the file does not have, such as `__WORKSPACE_ID__`: each is taken for a workspace. */
function missingPlaces(all: readonly Resource[]): readonly Resource[] {
  const known = new Set(all.map(({ _id }) => _id));
  const missing = all
    .filter((each) => isItem(each) || each._type === 'environment')
    .flatMap(({ parentId }) => parentId ?? [])
    .filter((id) => !known.has(id));
  return [...new Set(missing)].map((id) => resourceSchema.parse({ _id: id, _type: 'workspace' }));
}

function scriptsOf(resource: Resource): object {
  return {
    preRequest: resource['preRequestScript'] ?? '',
    afterResponse: resource['afterResponseScript'] ?? '',
  };
}

function isKnown(type: string): boolean {
  return (
    type === 'request_group' ||
    type === 'environment' ||
    type === 'websocket_payload' ||
    Object.hasOwn(requests, type)
  );
}

function isItem({ _type }: Resource): boolean {
  return _type === 'request_group' || Object.hasOwn(requests, _type);
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

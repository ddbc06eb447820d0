import { FieldTable } from './fieldTable.ts';
import { losses } from './losses.ts';

const { body, certificates, description, method, redirects, tags } = losses;
const code = 'Its scripts, tests and assertions are not imported: Wirebench runs none.';
const version = 'Its version is not imported: there is no place for it here.';
const protobuf = 'Its Protobuf settings are not imported: they are those of gRPC.';

/** The time limits for connecting that Wirebench has, too, in milliseconds. */
export function isTakenTimeout(value: unknown): boolean {
  return Number(value) >= 100 && Number(value) <= 600_000;
}

const isNoLimit = (value: unknown): boolean => Number(value) === 0 || value === 'inherit';
const isOff = (value: unknown): boolean => isNoLimit(value) || value === false || value === 'false';

const settings = new FieldTable({
  // The address is the same either way.
  immaterial: 'encodeUrl',
  lost: {
    timeout: { text: losses.timeout, except: (value) => isTakenTimeout(value) || isNoLimit(value) },
    keepAliveInterval: { text: losses.keepAlive, except: isOff },
    followRedirects: { text: redirects, except: isOff },
    maxRedirects: { text: redirects, except: isOff },
  },
});

const codeBlocks = {
  ...{ 'script:pre-request': code, 'script:post-response': code, 'script:hooks': code },
  ...{
    tests: code,
    assert: code,
    'vars:post-response': code,
    docs: description,
    '@description': description,
  },
};

const takenBlocks =
  'headers auth auth:none auth:inherit auth:basic auth:bearer auth:apikey vars:pre-request params:path params:query query';
/** Told by their name where they are used, and left over where another one is. */
const otherAuth =
  'auth:awsv4 auth:digest auth:ntlm auth:oauth1 auth:oauth2 auth:wsse auth:akamai-edgegrid auth:edgegrid';

const meta = new FieldTable({ taken: 'name type seq', lost: { tags } });
const http = new FieldTable({
  taken: 'url auth',
  immaterial: 'body',
  lost: { method: { text: method, except: ['get', 'GET'] } },
});

/** A `.bru` file, as the object of its blocks. */
export const bruFields = new FieldTable({
  taken: `${takenBlocks} body:ws vars vars:secret`,
  immaterial: otherAuth,
  lost: {
    ...codeBlocks,
    ...Object.fromEntries(
      ['post', 'put', 'delete', 'patch', 'options', 'head', 'connect', 'trace'].map((name) => [name, method]),
    ),
    ...Object.fromEntries(
      [
        ...['body', 'body:json', 'body:text', 'body:xml', 'body:sparql', 'body:graphql', 'body:graphql:vars'],
        ...['body:form-urlencoded', 'body:multipart-form', 'body:file', 'body:raw-file'],
      ].map((name) => [name, body]),
    ),
    example: losses.responses,
  },
  inside: { meta, settings, get: http, http, ws: new FieldTable({ taken: 'url auth', immaterial: 'body' }) },
});

/** `bruno.json`. */
export const brunoJsonFields = new FieldTable({
  taken: 'name type',
  immaterial: 'version ignore presets size filesCount uid collectionVersion',
  lost: { description, protobuf, scripts: code },
  inside: {
    clientCertificates: new FieldTable({ immaterial: 'enabled', lost: { certs: certificates } }),
    proxy: new FieldTable({
      immaterial: 'enabled disabled inherit protocol port auth bypassProxy',
      lost: { hostname: losses.proxy },
      inside: {
        config: new FieldTable({
          immaterial: 'protocol port auth bypassProxy',
          lost: { hostname: losses.proxy },
        }),
      },
    }),
  },
});

const pair = new FieldTable({ taken: 'name value disabled type', lost: { description } });

const variables = new FieldTable({
  taken: 'name secret disabled',
  immaterial: 'type transient',
  lost: {
    description,
    value: {
      text: 'Its other values are not imported: a variable has one here.',
      except: (value) => !Array.isArray(value) || value.length < 2,
    },
  },
});

const info = new FieldTable({
  taken: 'name type seq',
  lost: { description, tags, version, summary: description, authors: 'Its authors are not imported.' },
});

/** What an item says of the requests in it. Metadata are those of gRPC. */
const request = new FieldTable({
  taken: 'auth',
  immaterial: 'metadata',
  lost: { scripts: code },
  inside: { headers: pair, variables, settings },
});

const content = new FieldTable({ taken: 'type data' });

/** A file of Bruno’s YAML that is no environment. */
export const openCollectionFields = new FieldTable({
  taken: 'items',
  immaterial: 'opencollection bundled',
  lost: {
    docs: description,
    examples: losses.responses,
    app: 'Its app is not imported: Wirebench runs none.',
  },
  inside: {
    ...{ info, request, settings },
    websocket: new FieldTable({
      taken: 'url auth',
      inside: {
        ...{ headers: pair, params: pair },
        message: new FieldTable({
          taken: 'type data title',
          immaterial: 'selected',
          inside: { message: content },
        }),
      },
    }),
    runtime: new FieldTable({
      lost: { scripts: code, assertions: code, actions: code },
      inside: { variables },
    }),
    config: new FieldTable({
      taken: 'environments',
      lost: { protobuf, clientCertificates: certificates },
      inside: {
        proxy: new FieldTable({ immaterial: 'disabled inherit', lost: { config: losses.proxy } }),
      },
    }),
    extensions: new FieldTable({
      inside: { bruno: new FieldTable({ immaterial: 'ignore presets', lost: { scripts: code } }) },
    }),
  },
});

export const environmentFields = new FieldTable({
  taken: 'name color',
  lost: {
    description,
    clientCertificates: certificates,
    dotEnvFilePath:
      'The variables of its .env file are not imported: nothing outside the collection is read.',
    extends: 'The variables of the environment that it extends are not imported into it.',
    externalSecrets:
      'Its external secrets are not imported. Enter their values under Variables, as secret ones.',
  },
  inside: { variables },
});

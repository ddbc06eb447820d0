import { FieldTable } from './fieldTable.ts';
import { losses } from './losses.ts';

const text = 'Its documentation is not imported: there is no place for it here.';
const documentation = { description: text, summary: text, tags: text, externalDocs: text };
const named = { title: text, ...documentation };
const bindings = 'Its bindings are not imported.';
const traits = 'Its traits are not imported: what they add is missing.';
const security = 'Its security is not imported. Add the header that the service expects.';

const variable = new FieldTable({
  taken: 'default const enum examples schema $ref',
  // Where a message has the value.
  immaterial: 'location type',
  lost: { description: text },
});

export const documentFields = new FieldTable({
  taken: 'servers channels operations components defaultContentType',
  immaterial: 'asyncapi id',
  lost: documentation,
  inside: {
    info: new FieldTable({
      taken: 'title',
      immaterial: 'version',
      lost: { ...documentation, termsOfService: text, contact: text, license: text },
    }),
  },
});

export const serverFields = new FieldTable({
  taken: 'url host pathname protocol security',
  lost: {
    ...named,
    bindings,
    protocolVersion: 'The version of its protocol is not imported: there is no place for it here.',
  },
  each: { variables: variable },
});

/** In version 2, what others do with a channel stands in it. */
const operation2 = new FieldTable({
  taken: 'message',
  immaterial: 'operationId',
  lost: { ...documentation, bindings, traits, security },
});

/** The same in version 3, where it stands by itself. */
export const operationFields = new FieldTable({
  taken: 'action channel messages',
  lost: {
    ...named,
    ...{ bindings, traits, security },
    reply: 'Its reply is not imported: Wirebench expects none.',
  },
});

export const channelFields = new FieldTable({
  taken: 'address servers messages',
  lost: named,
  each: { parameters: variable },
  inside: {
    publish: operation2,
    subscribe: operation2,
    bindings: new FieldTable({
      inside: {
        ws: new FieldTable({
          taken: 'query headers',
          immaterial: 'bindingVersion',
          lost: { method: { text: losses.method, except: ['GET'] } },
        }),
      },
    }),
  },
});

export const messageFields = new FieldTable({
  taken: 'name title contentType payload oneOf',
  immaterial: 'messageId schemaFormat',
  lost: {
    ...documentation,
    ...{ bindings, traits, correlationId: text },
    headers: 'Its headers are not imported: a message is its payload here.',
  },
  inside: {
    examples: new FieldTable({
      taken: 'name summary payload',
      lost: { headers: 'The headers of an example are not imported: a message is its payload here.' },
    }),
  },
});

import { FieldTable } from './fieldTable.ts';
import { losses } from './losses.ts';

const { description } = losses;

/** https://schema.postman.com, and what Postman writes beside it. */
const variable = new FieldTable({
  taken: 'key value type disabled enabled',
  immaterial: 'id uid name system',
  lost: { description },
});

const pair = new FieldTable({
  taken: 'key value disabled',
  immaterial: 'id uuid name type equals',
  lost: { description },
});

/** https://github.com/postmanlabs/postman-runtime/blob/develop/docs/protocol-profile-behavior.md */
const protocolProfileBehavior = new FieldTable({
  // What they switch off, Wirebench does not do in the first place; the address is the same either way.
  immaterial: 'disableBodyPruning disabledSystemHeaders disableUrlEncoding',
  lost: {
    disableCookies: { text: losses.cookieSettings, except: [true] },
    followRedirects: { text: losses.redirects, except: [false] },
    ...{ maxRedirects: losses.redirects, followOriginalHttpMethod: losses.redirects },
    ...{ followAuthorizationHeader: losses.redirects, removeRefererHeaderOnRedirect: losses.redirects },
    strictSSL: { text: losses.tls, except: [true] },
    ...{
      tlsPreferServerCiphers: losses.tls,
      tlsDisabledProtocols: losses.tls,
      tlsCipherSelection: losses.tls,
    },
  },
});

const event = new FieldTable({
  immaterial: 'id listen disabled',
  inside: {
    script: new FieldTable({
      immaterial: 'id type name packages requests',
      lost: { exec: losses.scripts, src: losses.scripts },
    }),
  },
});

const shared = {
  immaterial: 'id uid _postman_id _postman_isSubFolder',
  lost: { description },
  inside: { variable, protocolProfileBehavior, event },
};

const info = new FieldTable({
  taken: 'name schema',
  immaterial: '_postman_id _exporter_id _collection_link updatedAt createdAt lastUpdatedBy fork',
  lost: { description, version: 'Its version is not imported: there is no place for it here.' },
});

/** A collection; what is in its items is told with them. */
export const collectionFields = new FieldTable({
  ...shared,
  taken: 'item auth',
  inside: { ...shared.inside, info },
});

export const folderFields = new FieldTable({ ...shared, taken: 'name item auth' });

const url = new FieldTable({
  taken: 'raw protocol host port path hash',
  inside: { query: pair, variable },
});

const body = new FieldTable({
  // The other modes are told by their names.
  taken: 'mode raw disabled urlencoded formdata file graphql',
  inside: {
    options: new FieldTable({
      immaterial: 'urlencoded formdata file graphql',
      inside: { raw: new FieldTable({ taken: 'language', immaterial: 'headerFamily contentType' }) },
    }),
  },
});

const request = new FieldTable({
  taken: 'auth',
  lost: {
    description,
    method: { text: losses.method, except: ['GET'] },
    proxy: losses.proxy,
    certificate: losses.certificates,
  },
  inside: { url, header: pair, body },
});

/** A request, which is an item that has no items in it. */
export const requestFields = new FieldTable({
  ...shared,
  taken: 'name auth',
  lost: {
    ...shared.lost,
    response: losses.responses,
    variable: 'Its variables are not imported: a connection has none of its own.',
  },
  inside: { protocolProfileBehavior, event, request },
});

export const environmentFields = new FieldTable({
  taken: 'name _postman_variable_scope',
  immaterial:
    'id uid _postman_exported_at _postman_exported_using owner createdAt updatedAt isPublic timestamp color',
  inside: { values: variable },
});

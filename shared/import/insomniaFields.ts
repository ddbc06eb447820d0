import { FieldTable } from './fieldTable.ts';
import { losses } from './losses.ts';

const { description, redirects, proxy } = losses;

/** What every resource of version 4 has; the other names are those of version 5. */
const ofResource = '_id _type parentId metaSortKey created modified isPrivate';

const meta = new FieldTable({
  taken: 'id sortKey',
  immaterial: 'created modified isPrivate',
  lost: { description },
});

const pair = new FieldTable({
  taken: 'name value disabled',
  immaterial: 'id type multiline',
  lost: { description, fileName: 'Its file is not imported: it is no text.' },
});

const settings = new FieldTable({
  // The address is the same either way; cookies are told where they are; the others concern HTTP.
  immaterial: 'encodeUrl cookies renderRequestBody rebuildPath path',
  lost: {
    followRedirects: { text: redirects, except: ['global', 'off'] },
    useProxy: { text: proxy, except: [false] },
  },
});

const settingsOfVersion4 = {
  immaterial: 'settingEncodeUrl settingSendCookies settingStoreCookies settingRebuildPath',
  lost: {
    settingFollowRedirects: { text: redirects, except: ['global', 'off'] },
    settingUseProxy: { text: proxy, except: [false] },
  },
};

const scripts = new FieldTable({ lost: { preRequest: losses.scripts, afterResponse: losses.scripts } });

/** A request that is taken over. */
export const requestFields = new FieldTable({
  taken: 'name url authentication preRequestScript afterResponseScript',
  immaterial: `${ofResource} ${settingsOfVersion4.immaterial} settingDisableRenderRequestBody disableUserAgentHeader konnectRouteKey konnectManagedHeaderNames`,
  lost: {
    ...settingsOfVersion4.lost,
    ...{ description, body: losses.body, method: { text: losses.method, except: ['GET'] } },
  },
  inside: {
    ...{ meta, settings, scripts, headers: pair, parameters: pair, pathParameters: pair },
    payloads: new FieldTable({ taken: 'name value mode', immaterial: ofResource, lost: { description } }),
  },
});

export const folderFields = new FieldTable({
  taken: 'name children authentication environment kvPairData preRequestScript afterResponseScript',
  immaterial: `${ofResource} environmentPropertyOrder environmentType metaSortKey`,
  lost: { description },
  inside: { meta, scripts, headers: pair },
});

/** Of the types that are taken over; the others are told as a whole. */
export const authenticationFields = new FieldTable({
  taken: 'type disabled username password token prefix key value addTo',
  lost: {
    useISO88591: { text: 'Its user and password are sent as UTF-8, not as Latin-1.', except: [false] },
  },
});

const environmentParts = {
  taken: 'name data',
  immaterial: `${ofResource} dataPropertyOrder environmentType`,
  lost: { description },
};
const kvPairData = new FieldTable({ taken: 'name value type enabled', immaterial: 'id' });

export const environmentFields = new FieldTable({
  ...environmentParts,
  lost: { description, color: 'Its colour is not imported: it becomes a part of the base environment.' },
  inside: {
    ...{ meta, kvPairData },
    subEnvironments: new FieldTable({
      ...environmentParts,
      taken: `${environmentParts.taken} color`,
      inside: { meta, kvPairData },
    }),
  },
});

/** What a file holds beside requests and environments. */
export const fileFields = new FieldTable({
  taken: 'name collection environments',
  immaterial: 'type schema_version',
  lost: {
    certificates: losses.certificates,
    spec: 'Its specification is not imported. Import it separately if it is AsyncAPI.',
    testSuites: 'Its tests are not imported: Wirebench runs none.',
    server: 'Its mock server is not imported: it is one for HTTP.',
    routes: 'The routes of its mock server are not imported: they are those of HTTP.',
  },
  inside: {
    meta,
    cookieJar: new FieldTable({ taken: 'name', immaterial: 'meta', lost: { cookies: losses.cookies } }),
  },
});

/** An export of version 4, beside its resources. */
export const exportFields = new FieldTable({
  taken: '_type resources',
  immaterial: '__export_format __export_date __export_source',
});

/** Resources of version 4 that have no place of their own here, by their types. */
export const resourceFields: ReadonlyMap<string, FieldTable> = new Map([
  [
    'workspace',
    new FieldTable({
      taken: 'name',
      immaterial: `${ofResource} scope metaSortKey value mode certificates gitFilePath`,
      lost: { description },
    }),
  ],
  [
    'cookie_jar',
    new FieldTable({
      immaterial: `${ofResource} name metaSortKey value mode`,
      lost: { cookies: losses.cookies },
    }),
  ],
]);

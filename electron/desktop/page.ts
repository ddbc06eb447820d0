/** The scheme of the page: its own, so that nothing else on the machine shares its origin. */
export const pageScheme = 'app';
/** The one host of that scheme that answers. */
export const pageHost = 'wirebench';
/** The form in which frames and messages name their origin. */
export const pageOrigin = `${pageScheme}://${pageHost}`;
/** The page of a workspace. */
export const pageUrl = `${pageOrigin}/`;

/** True for the page's own address, to which a reload navigates; a fragment may follow it. */
export function isPageUrl(url: string): boolean {
  return url === pageUrl || url.startsWith(`${pageUrl}#`);
}

/** The first page of the documentation. */
export const docsUrl = `${pageUrl}docs/index.html`;

/** True for every page of the documentation, wherever in it. */
export function isDocsUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url?.protocol !== `${pageScheme}:` || url.host !== pageHost) return false;
  return (
    /^\/docs\/[\w-]+\.html$/.test(url.pathname) &&
    url.search === '' &&
    url.username === '' &&
    url.password === ''
  );
}

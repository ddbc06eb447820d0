/** The scheme of the page: its own, so that nothing else on the machine shares its origin. */
export const pageScheme = 'app';
export const pageHost = 'wirebench';
/** The form in which frames and messages name their origin. */
export const pageOrigin = `${pageScheme}://${pageHost}`;
export const pageUrl = `${pageOrigin}/`;

/** True for the page's own address, to which a reload navigates; a fragment may follow it. */
export function isPageUrl(url: string): boolean {
  return url === pageUrl || url.startsWith(`${pageUrl}#`);
}

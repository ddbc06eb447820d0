import { visibleLine } from '../bytes/visibleText.ts';
import { requestTargetOf } from './requestTarget.ts';

/** The value of a secret as a request, a URL or a sentence of ours writes it; each may be there more than once, or be empty. */
export function writtenForms(secret: string): readonly string[] {
  const text = secret.toWellFormed();
  return [
    secret,
    secret.trim(),
    visibleLine(secret),
    requestTargetOf(text),
    encodeURI(text),
    encodeURIComponent(text),
    decoded(text),
  ];
}

/** As percent-encoding in an address is understood; the text itself where it is none. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

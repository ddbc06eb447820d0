import type { Header } from './connection.ts';

/**
 * Reads `Name: value`, without the spaces and tabs around the value (RFC 9110, sections 5.1 and 5.5); undefined without a name or a colon.
 */
export function parseHeader(text: string): Header | undefined {
  const colon = text.indexOf(':');
  if (colon < 1) return undefined;
  return { name: text.slice(0, colon), value: text.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '') };
}

/** `Name: value`, as `parseHeader` reads it. */
export function formatHeader({ name, value }: Header): string {
  return `${name}: ${value}`;
}

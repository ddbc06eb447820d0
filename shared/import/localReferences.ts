import type { Collector } from './collector.ts';

/** 32 references that lead to each other: more are a circle. */
const longestChain = 32;

/** Follows the references within a document (RFC 6901), as `{"$ref": "#/components/messages/hello"}`. Nothing outside it is read. */
export class LocalReferences {
  private readonly root: unknown;
  private readonly collector: Collector;

  constructor(root: unknown, collector: Collector) {
    this.root = root;
    this.collector = collector;
  }

  /** What stands there, or what it refers to; undefined, with a note, where that is not in the document. */
  follow(value: unknown, item: string): unknown {
    let found = value;
    for (let count = 0; count <= longestChain; count += 1) {
      const reference = referenceIn(found);
      if (reference === null) return found;
      if (!reference.startsWith('#')) {
        this.collector.left.add(item, `It refers to ${reference}, and nothing outside the file is read.`);
        return undefined;
      }
      found = this.at(reference);
      if (found === undefined) {
        this.collector.left.add(item, `It refers to ${reference}, which is not in the file.`);
        return undefined;
      }
    }
    this.collector.left.add(item, 'Its references lead to each other in a circle.');
    return undefined;
  }

  private at(reference: string): unknown {
    let value = this.root;
    for (const part of reference.replace(/^#\/?/, '').split('/')) {
      if (part === '' && reference.length <= 2) return value;
      const name = unescaped(part);
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
      value = Object.getOwnPropertyDescriptor(value, name)?.value;
    }
    return value;
  }
}

/** The text of a value that is a reference; null for any other. */
export function referenceIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('$ref' in value)) return null;
  return typeof value.$ref === 'string' ? value.$ref : null;
}

function unescaped(part: string): string {
  try {
    return decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return part;
  }
}

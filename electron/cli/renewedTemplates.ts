import type { ReadTemplates } from '../engine/session/readTemplates.ts';
import type { Templates } from '../engine/template/templates.ts';
import { targetOf, type Target } from './target.ts';
import { commandTemplates } from './variables.ts';

interface RenewedCommand {
  readonly values: Parameters<typeof commandTemplates>[0];
  /** The whole command. */
  readonly args: readonly string[];
  /** The URL or the saved connection, as it was written, and what it was found to be. */
  readonly name: string;
  readonly target: Target;
  readonly role: Parameters<typeof targetOf>[2];
}

/**
 * The templates of a command whenever a message is sent by itself: the files of the workspace are read again. Rejects with a `UsageError`, such
 * as for an environment that is gone.
 */
export function renewedTemplates({ values, args, name, target, role }: RenewedCommand): ReadTemplates {
  return async () => {
    // Only a connection in folders has variables of its own.
    const { folders } = target.folders.length > 0 ? await targetOf(name, values.workspace, role) : target;
    return commandTemplates(values, args, folders);
  };
}

/** 100 ms: a person who saves a file notices no delay, and a message that is sent each millisecond does not wait for the disk each time. */
const keptMs = 100;

/** The same for a message that is repeated: what was read counts for a moment. */
export function keptShortly(read: ReadTemplates): ReadTemplates {
  let kept: { readonly at: number; readonly templates: Promise<Templates> } | null = null;
  return () => {
    const now = performance.now();
    if (kept === null || now - kept.at >= keptMs) kept = { at: now, templates: read() };
    return kept.templates;
  };
}

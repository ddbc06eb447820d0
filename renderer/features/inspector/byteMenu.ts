import { byteFormNames, byteForms, type ByteForm } from '../../../shared/bytes/byteForms.ts';
import type { MenuItem } from '../../ui/Menu.tsx';

/** What can be done with bytes of a record; undefined where it cannot. */
export interface ByteActions {
  readonly copy: (form: ByteForm) => void;
  /** Makes the sender of the record the send target. */
  readonly reply: (() => void) | undefined;
}

/** The menu of the selected bytes, or of all of them. */
export function byteMenu({ copy, reply }: ByteActions): MenuItem[] {
  const copies = byteForms.map((form): MenuItem => ({
    label: `Copy as ${byteFormNames[form]}`,
    run: () => copy(form),
  }));
  return reply ? [...copies, { label: 'Reply to sender', separated: true, run: reply }] : copies;
}

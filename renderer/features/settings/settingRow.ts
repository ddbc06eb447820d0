import type { ReactNode } from 'react';

/** One setting as a person sees it. */
export interface SettingRow {
  /** What it is called; its control has the same name. */
  readonly name: string;
  readonly group: string;
  /** A sentence: what it changes. */
  readonly note: string;
  /** More words to find it by. */
  readonly words?: string;
  readonly control: ReactNode;
  /** Sets the default again; null where that is in force. */
  readonly restore: (() => void) | null;
}

/** The rows that have every word of a search, in their name, group, note or further words. */
export function findSettings(rows: readonly SettingRow[], search: string): SettingRow[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ name, group, note, words = '' }) => {
    const text = `${name} ${group} ${note} ${words}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

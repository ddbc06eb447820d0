import { longestImportList, type ImportNote, type ImportNotes } from '../model/importReport.ts';

const longestItem = 500;
const longestText = 1000;

/** Gathers notes for a report, each once; beyond what a report has room for, they are only counted. */
export class NoteList {
  private readonly notes: ImportNote[] = [];
  private readonly known = new Set<string>();
  private count = 0;

  add(item: string, text: string): void {
    const note = { item: cut(item, longestItem), text: cut(text, longestText) };
    const key = JSON.stringify(note);
    if (this.known.has(key)) return;
    this.count += 1;
    if (this.notes.length >= longestImportList) return;
    this.known.add(key);
    this.notes.push(note);
  }

  finish(): ImportNotes {
    return { notes: this.notes, count: this.count };
  }
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}

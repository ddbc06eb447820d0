import { constants } from 'node:os';
import { z } from 'zod';

/** The facts of a report: numbers, versions, and words of ours and of the system. */
export interface ReportFacts {
  readonly versions: Readonly<Record<string, string>>;
  readonly system: Readonly<Record<string, string | number | boolean>>;
  readonly counts: Readonly<Record<string, number>>;
  /** What the window keeps under each name: JSON. */
  readonly settings: Readonly<Record<string, string>>;
  /** The last lines of the log. */
  readonly log: readonly string[];
}

/** What nobody should have to look for before they attach it. */
const leftOut =
  'Left out: addresses, names, paths, messages, recordings, secrets, and the words of the log. Of each line of the log there is when it was, how bad, where in the program, and the code of the system.';

/** A report to attach to an issue, in Markdown. Nothing of what a person has typed, named, sent or received is in it. */
export function writeReport(facts: ReportFacts, at: Date): string {
  const log = facts.log.map(withoutWords).filter((line) => line !== null);
  return [
    '# Report of Wirebench',
    `Made at ${at.toISOString()}. ${leftOut}`,
    ...section('Versions', facts.versions),
    ...section('System', facts.system),
    ...section('Settings', settingsOf(facts.settings)),
    ...section('Counts', facts.counts),
    '## Log',
    log.length === 0 ? 'Nothing was logged.' : ['```', ...log, '```'].join('\n'),
    '',
  ].join('\n\n');
}

function section(title: string, values: Readonly<Record<string, string | number | boolean>>): string[] {
  const lines = Object.entries(values).map(([name, value]) => `- ${name}: ${String(value)}`);
  return [`## ${title}`, lines.length === 0 ? 'None.' : lines.join('\n')];
}

const logLine = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) (info|warning|error) \(([\w.$<>:/ -]*)\) (.*)$/;

/** Null for a line that this log did not write. */
function withoutWords(line: string): string | null {
  const found = logLine.exec(line);
  if (!found) return null;
  const [, time = '', level = '', from = '', message = ''] = found;
  const codes = message.match(/\bE[A-Z\d]{2,20}\b/g)?.filter((code) => code in constants.errno) ?? [];
  return [time, level, ...new Set(codes), from].filter((part) => part !== '').join(' ');
}

/** A choice by its name, or several of them in one object. */
const choicesSchema = z.union([z.string(), z.record(z.string(), z.unknown())]);

/** Of what was chosen, numbers, switches, and choices that are one word. */
function settingsOf(kept: Readonly<Record<string, string>>): Record<string, string | number | boolean> {
  const chosen: Record<string, string | number | boolean> = {};
  for (const [name, text] of Object.entries(kept)) {
    const { data = {} } = choicesSchema.safeParse(parsedJson(text));
    for (const [key, value] of Object.entries(typeof data === 'string' ? { [name]: data } : data)) {
      if (!/^[A-Za-z]{1,40}$/.test(key)) continue;
      if (typeof value === 'number' || typeof value === 'boolean') chosen[key] = value;
      else if (typeof value === 'string' && isOneWord(value)) chosen[key] = value;
    }
  }
  return chosen;
}

function isOneWord(value: string): boolean {
  return /^[a-z][a-z-]{0,30}$/.test(value);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { messageContentSchema, type MessageContent } from '../model/savedMessage.ts';
import { mostConnections } from '../model/connectionFolder.ts';
import { mostMessages } from '../model/savedMessage.ts';
import type { Environment } from '../model/environment.ts';
import { quoteTemplate } from '../template/parseTemplate.ts';
import { translateText, type Dialect } from './foreignText.ts';
import type {
  ImportContext,
  ImportedCollection,
  ImportedEnvironment,
  ImportedFolder,
  ImportedVariable,
} from './importedTree.ts';
import { plainName } from './names.ts';
import { NoteList } from './noteList.ts';
import { VariableNames } from './variableNames.ts';

/** 500 in an environment, 100 environments: as many as the workspace takes, and more than a team has. */
const mostVariables = 500;
const mostEnvironments = 100;
const longestValue = 65_536;
/** 64 Mi characters: four times the largest file, in which a message may be referred to from many places. */
const mostCharacters = 64 * 1024 * 1024;

/** A variable as another program has it. `value` is null for a secret whose value is not in the file. */
export interface ForeignVariable {
  readonly name: string;
  readonly value: string | null;
  readonly isSecret: boolean;
  readonly on: boolean;
}

/** A message as another program has it. */
export interface ForeignMessage {
  readonly name: string;
  readonly text: string;
  readonly mode: MessageContent['mode'];
  readonly kind?: MessageContent['kind'];
  readonly note?: string;
  /** Whether a backslash begins an escape; not in most programs. */
  readonly escapes?: boolean;
  /** True where nothing in it stands for something else. */
  readonly isText?: boolean;
}

/** Gathers what a reader finds in the files of a program, in our terms, and what it cannot take over. */
export class Collector {
  readonly left = new NoteList();
  readonly changed = new NoteList();
  readonly names = new VariableNames(this.changed);
  private readonly dialect: Dialect;
  private readonly context: ImportContext;
  private readonly base = new Map<string, ImportedVariable>();
  private readonly environments: ImportedEnvironment[] = [];
  private messageCount = 0;
  private characters = 0;
  private connectionCount = 0;

  constructor(dialect: Dialect, context: ImportContext) {
    this.dialect = dialect;
    this.context = context;
  }

  /** A text of the program in our language. */
  text(written: string, item: string): string {
    const { text, problems } = translateText(written, this.dialect, (name) => this.names.nameOf(name));
    for (const problem of problems) this.changed.add(item, problem);
    return text;
  }

  /** The variables that hold whatever environment is chosen. One that the workspace has with another value gets another name, everywhere. */
  addBase(variables: readonly ForeignVariable[]): void {
    const { baseVariables } = this.context;
    // All names are settled before any value is written, since values refer to each other.
    for (const foreign of variables) {
      const made = this.variable(foreign, foreign.name);
      const isTaken = made !== null && baseVariables.has(made.name);
      if (isTaken && (made.isSecret || baseVariables.get(made.name) !== made.value))
        this.rename(foreign.name);
    }
    for (const foreign of variables) {
      const made = this.variable(foreign, foreign.name);
      if (made !== null && !baseVariables.has(made.name)) this.putIntoBase(made, foreign.name);
    }
  }

  /** A reference to a new secret variable of the base, for what must not stand in a file that others see. */
  secretReference(wanted: string, value: string): string {
    const { baseVariables } = this.context;
    let name = wanted;
    for (let number = 2; baseVariables.has(name) || this.base.has(name); number += 1)
      name = `${wanted}_${number}`;
    this.names.reserve([name]);
    this.putIntoBase({ name, value, isSecret: true, on: true }, name);
    return `{{${name}}}`;
  }

  addEnvironment(
    name: string,
    variables: readonly ForeignVariable[],
    colour: Environment['colour'] = 'none',
  ): void {
    const plain = plainName(name, 'Untitled', 100);
    if (this.environments.length >= mostEnvironments) {
      this.left.add(plain, `More than ${mostEnvironments} environments are not imported at once.`);
      return;
    }
    const made = this.variables(variables, plain, 'The environment has another variable of this name.');
    this.environments.push({ name: plain, colour, variables: made });
  }

  /** Variables as those of one place, each name once; `taken` says what is wrong with another of the same name. */
  variables(foreign: readonly ForeignVariable[], place: string, taken: string): ImportedVariable[] {
    const made = new Map<string, ImportedVariable>();
    for (const each of foreign) {
      const item = `${place}/${each.name}`;
      if (made.size >= mostVariables) {
        this.left.add(item, tooManyVariables);
        continue;
      }
      const variable = this.variable(each, item);
      if (variable === null) continue;
      if (made.has(variable.name)) this.left.add(item, taken);
      else made.set(variable.name, variable);
    }
    return [...made.values()];
  }

  /** False when no more messages are taken over, so that no text has to be made of them. */
  get hasRoomForMessages(): boolean {
    return this.messageCount < mostMessages && this.characters <= mostCharacters;
  }

  /** The message in our terms; null, with a note, when it cannot be one. */
  message(foreign: ForeignMessage, item: string): MessageContent | null {
    if (this.messageCount >= mostMessages) {
      this.left.add(item, 'A workspace has at most 10,000 messages.');
      return null;
    }
    this.characters += foreign.text.length;
    if (this.characters > mostCharacters) {
      this.left.add(item, 'An import has at most 64 MiB of messages.');
      return null;
    }
    const parsed = messageContentSchema.safeParse({
      name: plainName(foreign.name, 'Message'),
      kind: foreign.kind,
      mode: foreign.mode,
      escapes: foreign.escapes ?? false,
      note: (foreign.note ?? '').slice(0, 4000).toWellFormed(),
      body: foreign.isText === true ? quoteTemplate(foreign.text) : this.text(foreign.text, item),
    });
    if (parsed.success) {
      this.messageCount += 1;
      return parsed.data;
    }
    this.left.add(item, sentenceOf(parsed.error.issues[0]?.message));
    return null;
  }

  /** Counts a connection; false, with a note, when there are too many. */
  mayAddConnection(item: string): boolean {
    this.connectionCount += 1;
    if (this.connectionCount <= mostConnections) return true;
    this.left.add(item, 'A workspace has at most 10,000 connections.');
    return false;
  }

  finish(program: string, root: ImportedFolder): ImportedCollection {
    return {
      program,
      root,
      base: [...this.base.values()],
      environments: this.environments,
      changed: this.changed.finish(),
      left: this.left.finish(),
    };
  }

  private rename(foreign: string): void {
    const { baseVariables } = this.context;
    this.names.renameAway(
      foreign.trim(),
      (name) => baseVariables.has(name),
      'The base environment has a variable of that name with another value',
    );
  }

  private variable({ name, value, isSecret, on }: ForeignVariable, item: string): ImportedVariable | null {
    if (name.trim() === '') {
      this.left.add(item, 'It has no name.');
      return null;
    }
    const ours = this.names.nameOf(name.trim());
    if (value !== null && value.length > longestValue) {
      this.left.add(item, 'A variable’s value has at most 64 KiB. Keep it in a file, and write {{$file:…}}.');
      return null;
    }
    if (isSecret && value === null)
      this.changed.add(item, 'It is secret, and its value is not in the file. Enter it under Variables.');
    // The value of a secret is taken as it stands, so nothing in it is a reference.
    return { name: ours, value: value === null || isSecret ? value : this.text(value, item), isSecret, on };
  }

  private putIntoBase(variable: ImportedVariable, item: string): void {
    const { baseVariables } = this.context;
    if (this.base.has(variable.name)) {
      this.left.add(item, 'The file has another variable of this name.');
    } else if (this.base.size + baseVariables.size >= mostVariables) {
      this.left.add(item, tooManyVariables);
    } else {
      this.base.set(variable.name, variable);
    }
  }
}

const tooManyVariables = 'An environment or folder has at most 500 variables.';

/** The schema's own sentences end with a full stop; those of the library are for programmers. */
export function sentenceOf(message: string | undefined): string {
  return message?.endsWith('.') === true ? message : 'Wirebench has no place for it.';
}

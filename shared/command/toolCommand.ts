/** The programs for which a connection can be written as a command. */
const tools = ['wirebench', 'ncat', 'socat', 'openssl', 'websocat', 'curl'] as const;
export type Tool = (typeof tools)[number];

/**
 * A program with its arguments as the operating system gets them: nothing is quoted yet (`shellText.ts` does that). `notes` are sentences
 * for the person, such as which file to provide; they contain nothing from the endpoint, because they are pasted into a shell as comments.
 */
export interface ToolCommand {
  readonly tool: Tool;
  readonly arguments: readonly string[];
  readonly notes: readonly string[];
}

/** Where the person puts what the endpoint stores itself and a command reads from files. A secret never leaves the workspace. */
export const files = {
  authorities: 'ca.pem',
  certificate: 'certificate.pem',
  key: 'key.pem',
  pfx: 'identity.p12',
  keyLog: 'keys.log',
} as const;

/** Collects the arguments of a command and the notes about it. */
export class CommandWriter {
  private readonly tool: Tool;
  private readonly written: string[];
  private readonly said = new Set<string>();
  private readonly missing = new Set<string>();

  constructor(tool: Tool, ...first: readonly string[]) {
    this.tool = tool;
    this.written = [...first];
  }

  add(...texts: readonly string[]): this {
    this.written.push(...texts);
    return this;
  }

  /** Adds the arguments when the condition holds. */
  addIf(condition: boolean, ...texts: readonly string[]): this {
    return condition ? this.add(...texts) : this;
  }

  /** Adds `--name value`; as one word where the value could be mistaken for another option. */
  set(name: string, value: string): this {
    return value.startsWith('-') || value === ''
      ? this.add(`--${name}=${value}`)
      : this.add(`--${name}`, value);
  }

  /** Adds a sentence; without quotes and signs, which a shell could interpret even in a comment. */
  note(sentence: string): this {
    this.said.add(sentence);
    return this;
  }

  /** Notes that an option that differs from its default has no counterpart. */
  lack(condition: boolean, option: string): this {
    if (condition) this.missing.add(option);
    return this;
  }

  build(): ToolCommand {
    const notes = [...this.said];
    if (this.missing.size > 0) notes.push(`${this.tool} has no option for: ${[...this.missing].join(', ')}.`);
    return { tool: this.tool, arguments: this.written, notes };
  }
}

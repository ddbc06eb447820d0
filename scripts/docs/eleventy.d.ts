/** What is used of Eleventy, which has no types of its own. */
declare module '@11ty/eleventy' {
  interface PageData {
    /** Set by us, for the layout. */
    name: string;
    title: string;
    readonly page: { readonly inputPath: string };
  }
  interface UserConfig {
    setIncludesDirectory(folder: string): void;
    amendLibrary(name: 'md', amend: (parser: never) => void): void;
    addGlobalData(name: string, value: unknown): void;
    addFilter(name: string, filter: (value: string) => unknown): void;
    addPreprocessor(
      name: string,
      extensions: string,
      process: (data: PageData, content: string) => Promise<string>,
    ): void;
  }
  export class Eleventy {
    constructor(
      input: string,
      output: string,
      options: {
        readonly quietMode: boolean;
        readonly configPath: false | undefined;
        readonly config: (config: UserConfig) => unknown;
      },
    );
    toJSON(): Promise<readonly { readonly inputPath: string; readonly content: string }[]>;
  }
}

import { deepestFolder } from '../model/connectionFolder.ts';
import type { Collector, ForeignVariable } from './collector.ts';
import type { ImportedConnection, ImportedFolder } from './importedTree.ts';
import { allowedFolderName, FolderNames } from './names.ts';

/** Room for the folder of the import itself, and for the folders that a person imports into. */
const deepest = deepestFolder / 2;

/** A folder as it is filled. Folders without a connection in them come to nothing. */
export class FolderBuilder {
  /** Its path in the file of the other program, for notes; empty for the whole. */
  readonly path: string;
  private readonly name: string;
  private readonly depth: number;
  private readonly collector: Collector;
  private readonly folders: FolderBuilder[] = [];
  private readonly connections: ImportedConnection[] = [];
  private readonly variables: ForeignVariable[] = [];

  constructor(name: string, collector: Collector, path = '', depth = 1) {
    this.name = name;
    this.path = path;
    this.depth = depth;
    this.collector = collector;
  }

  /** How something in it is called in notes. */
  itemOf(name: string): string {
    return this.path === '' ? name : `${this.path}/${name}`;
  }

  /** The folder in it for this one of the file; itself where folders would get too deep. */
  folder(name: string): FolderBuilder {
    const path = this.itemOf(name);
    if (this.depth >= deepest) {
      this.collector.changed.add(
        path,
        `Its content is in the folder above: an import has ${deepest} levels of folders.`,
      );
      return this;
    }
    const made = new FolderBuilder(name, this.collector, path, this.depth + 1);
    this.folders.push(made);
    return made;
  }

  /** Gives it variables of its own; the first of a name stays. */
  addVariables(variables: readonly ForeignVariable[]): void {
    this.variables.push(...variables.slice(0, 1000));
  }

  add(connection: ImportedConnection | null): void {
    if (connection !== null) this.connections.push(connection);
  }

  finish(): ImportedFolder {
    return this.finishAs(allowedFolderName(this.name, []));
  }

  private finishAs(name: string): ImportedFolder {
    const names = new FolderNames();
    const folders = this.folders
      .filter((folder) => folder.hasContent())
      .map((folder) => folder.finishAs(names.give(folder.name)));
    const variables = this.collector.variables(
      this.variables,
      this.path || this.name,
      'The folder has another variable of this name.',
    );
    return { name, variables, folders, connections: this.connections };
  }

  private hasContent(): boolean {
    return this.connections.length > 0 || this.folders.some((folder) => folder.hasContent());
  }
}

import { migrateRecording } from './migrateRecording.ts';

/** The migrations of files, by path: one at a time for each file. */
export class Migrations {
  private readonly running = new Map<string, Promise<void>>();

  /** Migrates a file; a second caller waits for the first. */
  async run(path: string): Promise<void> {
    const migration = this.running.get(path) ?? migrateRecording(path);
    this.running.set(path, migration);
    try {
      await migration;
    } finally {
      this.running.delete(path);
    }
  }

  /**
   * Waits while this thread migrates the file. Any other use would wait for this very thread, and reading the header would drop the
   * migration's locks. The caller of the migration learns whether it succeeded.
   */
  async settled(path: string): Promise<void> {
    await this.running.get(path)?.catch(() => undefined);
  }
}

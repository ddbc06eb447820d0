import { app } from 'electron';

/** Sets what the system shows about the program. */
export function describeProgram(version: string): void {
  app.setAboutPanelOptions({
    applicationName: 'Wirebench',
    applicationVersion: version,
    copyright: 'MIT license',
  });
}

/** Shows it, in the system’s own window. */
export function showAbout(): void {
  app.showAboutPanel();
}

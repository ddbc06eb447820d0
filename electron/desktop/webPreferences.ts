import type { Session, WebPreferences } from 'electron';

/**
 * What a page may do; a literal of each window's own, and not a frozen one: Electron writes into it. `preload` is an absolute path; a page
 * without one has no way to the engine.
 */
export function webPreferences(session: Session, preload?: string): WebPreferences {
  const preferences: WebPreferences = {
    session,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    // Its dictionaries are fetched from the network.
    spellcheck: false,
  };
  if (preload !== undefined) preferences.preload = preload;
  return preferences;
}

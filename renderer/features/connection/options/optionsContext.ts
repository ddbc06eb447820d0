import { createContext, useContext } from 'react';
import type { Endpoint } from '../../../../shared/model/connection.ts';
import type { Certificate } from '../../../../shared/model/facts.ts';
import type { WirebenchClient } from '../../../state/base/client.ts';
import type { ConnectionFields } from '../../../state/workspace/connectionEdits.ts';
import type { Finding } from '../../../state/workspace/findings.ts';

/** What every field of the form needs: the endpoint as shown, and how to change it. */
export interface Options extends ConnectionFields {
  readonly endpoint: Endpoint;
  readonly client: WirebenchClient;
  readonly findings: readonly Finding[];
  /** The certificates in an option, as the engine reads them; undefined until it has read them. */
  readonly chainAt: (path: string) => readonly Certificate[] | undefined;
  /** Lets the workspace use a variable of this machine, and checks the options again. Rejects with a sentence. */
  readonly allow: (name: string) => Promise<void>;
  /** Saves a text as a file for the person. */
  readonly saveText: (name: string, text: string) => void;
}

export const OptionsContext = createContext<Options | null>(null);

export function useOptions(): Options {
  const options = useContext(OptionsContext);
  if (!options) throw new Error('A field of the options stands outside of their form.');
  return options;
}

import { useEffect, useRef, useState, type ReactNode } from 'react';
import { messageOf } from '../../../shared/base/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { TextField } from '../../ui/TextField.tsx';

/** What the host can do for files that are sent. */
export interface FilesToSend {
  /** A file that is chosen is copied into the workspace. */
  readonly copiesChosenFiles: boolean;
  /** The size of a file in bytes. Rejects with a sentence. */
  readonly look: (path: string) => Promise<number>;
  /** Asks for a file; null when none was chosen, or the signal fired. */
  readonly choose: (progress: (share: number) => void, signal: AbortSignal) => Promise<string | null>;
}

interface FileFieldProps {
  readonly path: string;
  readonly files: FilesToSend;
  readonly isProblem: boolean;
  readonly onPath: (path: string) => void;
  /** Takes a key before the field does, and says whether it has. */
  readonly takesKey?: ((event: KeyboardEvent) => boolean) | undefined;
  /** What is to be seen of a file on its way. */
  readonly children: ReactNode;
}

/** The path of the file to send, typed or chosen. */
export function FileField({ path, files, isProblem, onPath, takesKey, children }: FileFieldProps): ReactNode {
  const { share, failure, choose, cancel } = useChoosing(files, onPath);
  return (
    <div className="file-field" data-natural>
      {children}
      <div className="file-path">
        <TextField
          label="File to send"
          labelHidden
          mono
          value={path}
          placeholder="Path below the workspace, such as files/firmware.bin"
          aria-invalid={isProblem ? true : undefined}
          onText={onPath}
          onKeyDown={(event) => {
            if (takesKey?.(event.nativeEvent) === true) event.preventDefault();
          }}
        />
        <Button
          disabled={share !== null}
          title={files.copiesChosenFiles ? 'Copies it into the folder “files” of the workspace' : undefined}
          onClick={choose}
        >
          {files.copiesChosenFiles ? 'Upload a file…' : 'Choose a file…'}
        </Button>
      </div>
      {share !== null && share > 0 && (
        <div className="file-progress">
          <progress value={share} aria-label="Copying into the workspace" />
          <span className="file-name">Copying into the workspace</span>
          <Button tone="quiet" onClick={cancel}>
            Cancel
          </Button>
        </div>
      )}
      {failure !== null && <Notice tone="danger" text={failure} />}
    </div>
  );
}

interface Choosing {
  /** How much of it is copied, from 0 to 1; null while none is being chosen. */
  readonly share: number | null;
  readonly failure: string | null;
  readonly choose: () => void;
  readonly cancel: () => void;
}

function useChoosing({ choose }: FilesToSend, onPath: (path: string) => void): Choosing {
  const [share, setShare] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const copying = useRef<AbortController | null>(null);
  const cancel = (): void => copying.current?.abort();
  useEffect(() => () => copying.current?.abort(), []);
  const begin = async (): Promise<void> => {
    const controller = new AbortController();
    copying.current = controller;
    setShare(0);
    setFailure(null);
    try {
      const path = await choose(setShare, controller.signal);
      if (path !== null && !controller.signal.aborted) onPath(path);
    } catch (error) {
      setFailure(messageOf(error));
    } finally {
      setShare(null);
    }
  };
  return { share, failure, choose: () => void begin(), cancel };
}

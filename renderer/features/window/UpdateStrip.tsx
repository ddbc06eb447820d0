import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { UpdateAction } from '../../state/window/updateNotice.ts';
import { updateNotice } from '../../state/window/updateNotice.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';

/** What there is to say of new versions, with what can be done. It takes room of its own, as messages do. */
export function UpdateStrip({ state }: { readonly state: WorkbenchState }): ReactNode {
  const { updates, settings } = state;
  const { isPutAway, ...told } = useStore(updates.store);
  const { looksForUpdates } = useStore(settings.store);
  const version = useStore(state.app)?.version ?? '';
  const notice = isPutAway ? null : updateNotice({ ...told, version, looksForUpdates });
  if (!notice) return null;
  const act = ({ does }: UpdateAction): void => {
    if ('step' in does) updates.take(does.step);
    else settings.set(does);
  };
  return (
    <section aria-label="New versions" className="update-strip">
      <Notice
        tone={notice.tone}
        text={notice.text}
        detail={notice.notes}
        detailTitle="What is new"
        action={
          <>
            {notice.share !== undefined && (
              <progress aria-label="Downloaded" {...(notice.share === null ? {} : { value: notice.share })} />
            )}
            {notice.actions.map((action) => (
              <Button key={action.command} data-command={action.command} onClick={() => act(action)}>
                {action.label}
              </Button>
            ))}
            <IconButton
              label="Dismiss"
              data-command="window.dismiss"
              icon={<X size={14} />}
              onClick={() => updates.putAway()}
            />
          </>
        }
      />
    </section>
  );
}

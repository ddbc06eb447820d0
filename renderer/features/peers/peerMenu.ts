import { visibleLine } from '../../../shared/bytes/visibleText.ts';
import type { Peer } from '../../../shared/model/session.ts';
import { actionNames } from '../../state/sessions/linkActions.ts';
import { formatKeys } from '../../ui/keys.ts';
import type { MenuItem } from '../../ui/Menu.tsx';
import type { PeerActions } from './peersPanelProps.ts';

/** What can be done with a peer; what needs its link is not offered once it has gone. */
export function menuOf(peer: Peer, actions: PeerActions): MenuItem[] {
  const { id, state } = peer;
  const isOpen = state === 'open';
  const isChosen = actions.isChosen(id);
  return [
    {
      label: 'Send to this peer',
      heading: visibleLine(peer.address),
      keys: formatKeys('Enter'),
      disabled: !isOpen,
      run: () => actions.onChoose(id),
    },
    {
      label: isChosen ? 'Stop sending to this peer' : 'Also send to this peer',
      keys: formatKeys('Mod+Enter'),
      disabled: !isOpen && !isChosen,
      run: () => actions.onToggle(id),
    },
    {
      label: 'Copy address',
      separated: true,
      keys: formatKeys('Mod+C'),
      run: () => actions.onCopyAddress(peer),
    },
    { label: 'Filter like this', run: () => actions.onFilter(id, 'only') },
    { label: 'Exclude like this', run: () => actions.onFilter(id, 'not') },
    ...actions.actionsOf(peer).map((action, place): MenuItem => ({
      label: actionNames[action],
      separated: place === 0,
      keys: action === 'disconnect' ? formatKeys('Delete') : undefined,
      danger: action === 'reset',
      disabled: !isOpen,
      run: () => actions.onAct(action, id),
    })),
  ];
}

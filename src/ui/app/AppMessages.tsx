import { useView } from '../../state/hooks.ts';
import { Messages } from '../widgets/Messages.tsx';
import { useWorkspace } from './workspace.ts';

/** The messages of the view, over the screen. */
export function AppMessages() {
  const { stores } = useWorkspace();
  const messages = useView((state) => state.messages);
  return <Messages messages={messages} onDismiss={stores.view.getState().dismiss} />;
}

/** Switches between light and dark; the icon shows where it leads. */
import { useView } from '../../state/hooks.ts';
import { ActionButton } from '../actions/ActionButton.tsx';
import { shownTheme } from '../actions/view-actions.ts';

export function ThemeButton() {
  const theme = useView((state) => shownTheme(state.theme));
  return <ActionButton action="theme" icon={theme === 'dark' ? 'sun' : 'moon'} />;
}

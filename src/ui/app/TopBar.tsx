/** Name, chip, runtime, the budget strip, and what is done to the design as a whole. */
import './top-bar.css';
import { ActionButton } from '../actions/ActionButton.tsx';
import { BudgetStrip } from './BudgetStrip.tsx';
import { ChipPicker } from './ChipPicker.tsx';
import { DesignName } from './DesignName.tsx';
import { MainMenu } from './MainMenu.tsx';
import { RuntimePicker } from './RuntimePicker.tsx';
import { ThemeButton } from './ThemeButton.tsx';

export function TopBar() {
  return (
    <header className="top-bar">
      <MainMenu />
      <DesignName />
      <div className="top-bar-target">
        <ChipPicker />
        <RuntimePicker />
      </div>
      <BudgetStrip />
      <div className="top-bar-actions">
        <span className="narrow-only">
          <ActionButton action="toggleLeft" />
          <ActionButton action="toggleRight" />
        </span>
        <ActionButton action="undo" />
        <ActionButton action="redo" />
        <span className="wide-only">
          <ActionButton action="pin" />
        </span>
        <ActionButton action="share" />
        <span className="wide-only">
          <ActionButton action="export" />
          <ThemeButton />
          <ActionButton action="shortcuts" icon="help" />
        </span>
      </div>
    </header>
  );
}

/** A shortcut as keys. `Mod` is Command on Apple machines and Control elsewhere. */
import './kbd.css';

const APPLE = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

const NAMES: Readonly<Record<string, string>> = {
  Mod: APPLE ? '⌘' : 'Ctrl',
  Shift: APPLE ? '⇧' : 'Shift',
  Alt: APPLE ? '⌥' : 'Alt',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Delete: 'Del',
  Escape: 'Esc',
  ' ': 'Space',
};

/** "Mod+Shift+G" as ["Ctrl", "Shift", "G"]. */
export function keyNames(keys: string): readonly string[] {
  return keys.split(/\+(?!$)/).map((key) => NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key));
}

export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <span className="kbd">
      {keyNames(keys).map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}

/** A field that narrows what is below it. */
import './search-field.css';
import { Icon } from './Icon.tsx';

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onEnter?: () => void;
}

export function SearchField({ label, placeholder, value, onChange, onEnter }: SearchFieldProps) {
  return (
    <div className="search-field">
      <Icon name="search" size={14} />
      <input
        type="text"
        role="searchbox"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onEnter?.();
          if (event.key === 'Escape' && value !== '') {
            event.stopPropagation();
            onChange('');
          }
        }}
      />
      {value !== '' && (
        <button type="button" aria-label="Clear the search" onClick={() => onChange('')}>
          <Icon name="close" size={12} />
        </button>
      )}
    </div>
  );
}

/** Line icons on a 16 px grid, drawn here: each is the `d` of one stroked path. */
const PATHS = {
  undo: 'M6.5 3.5 3 7l3.5 3.5M3 7h6.5a3.5 3.5 0 0 1 0 7H7',
  redo: 'M9.5 3.5 13 7l-3.5 3.5M13 7H6.5a3.5 3.5 0 0 0 0 7H9',
  share: 'M6.5 9.5 9.5 6.5M7 4.5l1.3-1.3a3.2 3.2 0 0 1 4.5 4.5L11.5 9M9 11.5l-1.3 1.3a3.2 3.2 0 0 1-4.5-4.5L4.5 7',
  export: 'M8 2.5v7.5M4.8 7 8 10.2 11.2 7M2.5 11v2.5h11V11',
  open: 'M8 10.2V2.7M4.8 5.7 8 2.5l3.2 3.2M2.5 11v2.5h11V11',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1.2v1.3M8 13.5v1.3M1.2 8h1.3M13.5 8h1.3M3.2 3.2l.9.9M11.9 11.9l.9.9M3.2 12.8l.9-.9M11.9 4.1l.9-.9',
  moon: 'M13.3 9.6A5.6 5.6 0 0 1 6.4 2.7a5.6 5.6 0 1 0 6.9 6.9',
  help: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M6.2 6.2a1.8 1.8 0 1 1 2.7 1.6c-.6.3-.9.7-.9 1.4M8 11.2v.1',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  close: 'm4 4 8 8M12 4l-8 8',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.3 10.3l3.2 3.2',
  'chevron-down': 'm4 6 4 4 4-4',
  'chevron-right': 'm6 4 4 4-4 4',
  'chevron-up': 'm4 10 4-4 4 4',
  'arrow-up': 'M8 13V3.5M4.5 6.5 8 3l3.5 3.5',
  'arrow-down': 'M8 3v9.5M4.5 9.5 8 13l3.5-3.5',
  'arrow-right': 'M3 8h9.5M9.5 4.5 13 8l-3.5 3.5',
  check: 'm3 8.5 3.2 3.2L13 4.8',
  'check-circle': 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M5.2 8.2l2 2 3.6-4',
  warning: 'M8 2.2 1.6 13.3h12.8zM8 6.5v3.2M8 11.6v.1',
  error: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 4.8v4M8 11v.1',
  unknown: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M5 8h6',
  info: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 7.2v4M8 4.9v.1',
  pin: 'M6 2.5h4l-.4 4.2 2 2.3H4.4l2-2.3zM8 9v4.8',
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  trash: 'M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.6l.7-9M6.6 7v4M9.4 7v4',
  file: 'M9 1.8H3.8v12.4h8.4V5zM9 1.8V5h3.2',
  chip: 'M4.5 4.5h7v7h-7zM6.5 2v2.5M9.5 2v2.5M6.5 11.5V14M9.5 11.5V14M2 6.5h2.5M2 9.5h2.5M11.5 6.5H14M11.5 9.5H14',
  bulb: 'M6 12h4M6.5 14h3M5.6 9.8a4 4 0 1 1 4.8 0c-.3.3-.4.6-.4 1H6c0-.4-.1-.7-.4-1',
  memory: 'M2.5 2.5v11h11M5 13.5v-5h3v5M8 10.5V5h3v8.5',
  table: 'M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.6h11M6.5 3v10',
  compare: 'M7 2.5H2.5v11H7M9 2.5h4.5v11H9M8 1.5v13',
  layout: 'M6 2h4v3H6zM2 11h4v3H2zM10 11h4v3h-4zM8 5v3M4 11V8h8v3',
  'top-down': 'M5.5 2h5v3.4h-5zM5.5 10.6h5V14h-5zM8 5.4v5M6.2 8.8 8 10.6l1.8-1.8',
  'left-right': 'M2 5.5h3.4v5H2zM10.6 5.5H14v5h-3.4zM5.4 8h5M8.8 6.2 10.6 8 8.8 9.8',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  panel: 'M2 3h12v10H2zM2 9.5h12',
  'panel-left': 'M2 3h12v10H2zM6 3v10',
  'panel-right': 'M2 3h12v10H2zM10 3v10',
  clock: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 4.5V8l2.4 1.6',
  edit: 'm3 13 .6-2.8 7-7a1.5 1.5 0 0 1 2.2 2.2l-7 7z',
  group: 'M2.5 2.5h11v11h-11zM5 5h3v2.5H5zM8 8.5h3V11H8z',
  collapse: 'M4 2.5 8 6l4-3.5M4 13.5 8 10l4 3.5',
  expand: 'm4 5.5 4-3.5 4 3.5M4 10.5 8 14l4-3.5',
  command: 'M4.5 2.5a2 2 0 1 0 2 2v7a2 2 0 1 0-2-2h7a2 2 0 1 0-2 2v-7a2 2 0 1 0 2 2h-7a2 2 0 0 1 0-4',
  keyboard: 'M1.8 4h12.4v8H1.8zM4.2 6.5h.01M6.7 6.5h.01M9.3 6.5h.01M11.8 6.5h.01M5 9.5h6',
  swap: 'M3 5.5h9.5M10 3l2.5 2.5L10 8M13 10.5H3.5M6 8l-2.5 2.5L6 13',
  gauge: 'M2.6 12a6.2 6.2 0 1 1 10.8 0M8 9.5 11 5.8',
  battery: 'M2 5h10.5v6H2zM14.2 7v2M4 7v2M6.3 7v2',
  cpu: 'M3.5 3.5h9v9h-9zM6.5 6.5h3v3h-3z',
  new: 'M9 1.8H3.8v12.4h8.4V5zM9 1.8V5h3.2M8 7.5v4M6 9.5h4',
  image: 'M2 3h12v10H2zM2.5 11.5l3.5-4 2.5 2.8 2-2 3 3.2M10.7 6h.01',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth={name === 'more' ? 2.2 : 1.4}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

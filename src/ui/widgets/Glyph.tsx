/** The mark of each op group: a 16 px drawing, so that a kind is never told by colour alone. */
import type { ReactElement } from 'react';

const LINE = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.4, strokeLinecap: 'round', strokeLinejoin: 'round' } as const;

/** By group id of the op registry; an unknown group draws `other`. */
const DRAWINGS: Readonly<Record<string, ReactElement>> = {
  input: <path {...LINE} d="M8 2v7M5 6.2 8 9.2l3-3M2.5 13h11" />,
  conv: (
    <>
      <path {...LINE} d="M2.5 2.5h11v11h-11z" />
      <path fill="currentColor" d="M4.5 4.5h5v5h-5z" />
    </>
  ),
  depthwise: (
    <>
      <path {...LINE} d="M5.5 5V2.5h8v8H11" />
      <path {...LINE} d="M2.5 5.5h8v8h-8z" />
      <path fill="currentColor" d="M4.7 7.7h3.6v3.6H4.7z" />
    </>
  ),
  dense: (
    <>
      <path {...LINE} strokeWidth={1} d="M4 3.5 12 5 4 8l8 3-8 1.5L12 5M4 3.5 12 11M4 8l8-3" />
      <circle cx="3.6" cy="3.5" r="1.6" fill="currentColor" />
      <circle cx="3.6" cy="8" r="1.6" fill="currentColor" />
      <circle cx="3.6" cy="12.5" r="1.6" fill="currentColor" />
      <circle cx="12.4" cy="5" r="1.6" fill="currentColor" />
      <circle cx="12.4" cy="11" r="1.6" fill="currentColor" />
    </>
  ),
  pool: (
    <>
      <path {...LINE} d="M2 3h12M4.5 8h7" />
      <path fill="currentColor" d="M6 11h4v3H6z" />
      <path {...LINE} d="m3 3 2.8 8M13 3l-2.8 8" />
    </>
  ),
  merge: <path {...LINE} d="M4 2v3a4 4 0 0 0 4 4 4 4 0 0 0 4-4V2M8 9v5M5.8 11.8 8 14l2.2-2.2" />,
  activation: <path {...LINE} d="M2 11.5h5.5L13.5 4M2 14.2h12" />,
  recurrent: <path {...LINE} d="M12.8 6.2A5 5 0 1 0 13 9M13.3 2.8v3.6H9.7" />,
  shape: <path {...LINE} d="M2.5 2.5h4v11h-4zM9 6.2h4.8v3.6H9z" />,
  other: <path {...LINE} d="M8 1.8 13.4 5v6L8 14.2 2.6 11V5z" />,
};

export function Glyph({ group, size = 16 }: { readonly group: string; readonly size?: number }) {
  return (
    <svg className="glyph" data-group={group} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {DRAWINGS[group] ?? DRAWINGS.other}
    </svg>
  );
}

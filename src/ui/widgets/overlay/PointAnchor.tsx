/** A point of the window that a menu or picker opens at. */
import { useRef, type ReactNode, type RefObject } from 'react';

interface PointAnchorProps {
  readonly x: number;
  readonly y: number;
  readonly children: (anchor: RefObject<HTMLElement | null>) => ReactNode;
}

export function PointAnchor({ x, y, children }: PointAnchorProps) {
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span ref={anchor} style={{ position: 'fixed', left: x, top: y, width: 1, height: 1 }} />
      {children(anchor)}
    </>
  );
}

import { useEffect, useState, type RefCallback } from 'react';

export interface ElementSize {
  readonly width: number;
  readonly height: number;
}

/** The size of an element in whole pixels as it changes; undefined until it was measured. */
export function useElementSize<T extends HTMLElement>(): readonly [RefCallback<T>, ElementSize | undefined] {
  const [element, setElement] = useState<T | null>(null);
  const [size, setSize] = useState<ElementSize>();
  useEffect(() => {
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const box = entry!.contentRect;
      setSize({ width: Math.floor(box.width), height: Math.floor(box.height) });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [setElement, size];
}

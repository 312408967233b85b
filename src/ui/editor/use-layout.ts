/** The automatic layout of what is drawn; dagre arrives after the first paint. */
import { useEffect, useMemo, useState } from 'react';
import type { Layout, LayoutDirection } from './layout-types.ts';
import type { Topology } from './topology.ts';

type LayOut = (topology: Topology, direction: LayoutDirection) => Layout;

const loading = import('./layout.ts');

/** undefined until the layout is loaded. */
export function useLayout(topology: Topology, direction: LayoutDirection): Layout | undefined {
  const [layOut, setLayOut] = useState<LayOut>();
  useEffect(() => {
    void loading.then((module) => setLayOut(() => module.layOut));
  }, []);
  return useMemo(() => layOut?.(topology, direction), [layOut, topology, direction]);
}

/** One tooltip for the page: any element with `data-tip` shows it after a moment of hover, or at once on keyboard focus. */
import './tooltip.css';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';

const DELAY_MS = 450;

interface Tip {
  readonly text: string;
  readonly anchor: DOMRect;
}

export function TooltipLayer() {
  const [tip, setTip] = useState<Tip>();
  useEffect(() => listen(setTip), []);
  return tip === undefined ? undefined : <Bubble key={tip.text} tip={tip} />;
}

function listen(show: (tip: Tip | undefined) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = (): void => {
    clearTimeout(timer);
    show(undefined);
  };
  const over = (event: Event): void => {
    const found = tipOf(event.target);
    hide();
    if (found !== undefined) timer = setTimeout(() => show(tipOf(event.target)), DELAY_MS);
  };
  const focus = (event: Event): void => {
    if (event.target instanceof HTMLElement && event.target.matches(':focus-visible')) show(tipOf(event.target));
  };
  const controller = new AbortController();
  const { signal } = controller;
  document.addEventListener('pointerover', over, { signal });
  document.addEventListener('focusin', focus, { signal });
  for (const name of ['pointerdown', 'keydown', 'wheel', 'focusout'] as const)
    document.addEventListener(name, hide, { signal, passive: true });
  return () => {
    clearTimeout(timer);
    controller.abort();
  };
}

function tipOf(target: EventTarget | null): Tip | undefined {
  const element = target instanceof Element ? target.closest('[data-tip]') : undefined;
  const text = element?.getAttribute('data-tip');
  if (element === undefined || element === null || text === null || text === undefined || text === '') return undefined;
  return { text, anchor: element.getBoundingClientRect() };
}

function Bubble({ tip }: { readonly tip: Tip }) {
  const ref = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ left: -9999, top: 0 });
  useLayoutEffect(() => {
    if (ref.current !== null) setPlace(placeBeside(tip.anchor, ref.current.getBoundingClientRect()));
  }, [tip]);
  return (
    <div ref={ref} className="tooltip" role="tooltip" style={place}>
      {tip.text}
    </div>
  );
}

/** Below the anchor and centred, kept on the page; above when there is no room below. */
function placeBeside(anchor: DOMRect, size: DOMRect): { left: number; top: number } {
  const left = Math.max(4, Math.min(innerWidth - size.width - 4, anchor.left + anchor.width / 2 - size.width / 2));
  const below = anchor.bottom + 6;
  return { left, top: below + size.height < innerHeight ? below : anchor.top - size.height - 6 };
}

/** A digit drawn by hand: white on black, as MNIST has them. Arrow keys move the pen, with Shift they draw. */
import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useWorkspace } from '../../app/workspace.ts';
import { pictureForm, type PictureForm, type InputProps } from './input-form.ts';
import { likelyRange, pictureValues, type PixelRange } from './picture-values.ts';
import { PixelRangeField } from './PixelRangeField.tsx';
import { runStoreOf, useInputTensor } from './use-run.ts';

/** Pixels of the paper, of the pen, and of one step of an arrow key. */
const SIDE = 112;
const PEN = 9;
const STEP = 6;

type Point = readonly [x: number, y: number];

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
};

export function DrawingInput({ input }: InputProps) {
  const form = pictureForm(input.shape);
  if (form === undefined) return <p className="muted">A drawing needs an input of height, width and 1 or 3 channels.</p>;
  return <Paper form={form} />;
}

function Paper({ form }: { readonly form: PictureForm }) {
  const store = runStoreOf(useWorkspace());
  const canvas = useRef<HTMLCanvasElement>(null);
  const pen = useRef<Point>([SIDE / 2, SIDE / 2]);
  const tensor = useInputTensor();
  const [range, setRange] = useState<PixelRange>(() => likelyRange(tensor));
  const { height, width, channels } = form;
  const run = useCallback(
    (to: PixelRange): void => {
      if (canvas.current === null) return;
      const values = pictureValues(shrunk(canvas.current, width, height), { height, width, channels }, to);
      store.getState().setInput({ words: 'a drawing', source: { kind: 'values', values: [values] } });
    },
    [store, height, width, channels],
  );
  useEffect(() => clear(canvas.current), []);
  const draw = (to: Point, down: boolean): void => {
    if (down) stroke(canvas.current, pen.current, to);
    pen.current = to;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = ARROWS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const [x, y] = pen.current;
    draw([within(x + step[0]), within(y + step[1])], event.shiftKey);
    if (event.shiftKey) run(range);
  };
  return (
    <>
      <canvas
        ref={canvas}
        className="run-paper"
        width={SIDE}
        height={SIDE}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it is drawn on, by pointer and by keys
        tabIndex={0}
        role="img"
        aria-label="Paper to draw on: arrow keys move the pen, with Shift they draw"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          pen.current = pointOf(event);
          draw(pen.current, true);
        }}
        onPointerMove={(event) => draw(pointOf(event), event.buttons > 0)}
        onPointerUp={() => run(range)}
        onKeyDown={onKeyDown}
      />
      <div className="run-row">
        <button
          type="button"
          className="button outlined"
          onClick={() => {
            clear(canvas.current);
            run(range);
          }}
        >
          Clear
        </button>
      </div>
      <PixelRangeField
        value={range}
        onChange={(next) => {
          setRange(next);
          run(next);
        }}
      />
    </>
  );
}

function within(value: number): number {
  return Math.max(0, Math.min(SIDE, value));
}

function pointOf(event: PointerEvent<HTMLCanvasElement>): Point {
  const box = event.currentTarget.getBoundingClientRect();
  return [((event.clientX - box.left) * SIDE) / box.width, ((event.clientY - box.top) * SIDE) / box.height];
}

function clear(canvas: HTMLCanvasElement | null): void {
  const context = canvas?.getContext('2d');
  if (!context) return;
  context.fillStyle = '#000';
  context.fillRect(0, 0, SIDE, SIDE);
}

function stroke(canvas: HTMLCanvasElement | null, [fromX, fromY]: Point, [toX, toY]: Point): void {
  const context = canvas?.getContext('2d');
  if (!context) return;
  context.strokeStyle = '#fff';
  context.lineWidth = PEN;
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(toX, toY);
  context.stroke();
}

function shrunk(canvas: HTMLCanvasElement, width: number, height: number): Uint8ClampedArray {
  const small = document.createElement('canvas');
  small.width = width;
  small.height = height;
  const context = small.getContext('2d', { willReadFrequently: true })!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(canvas, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}

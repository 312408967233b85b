/** A picture of the user's, cropped to the middle and resized to what the network reads. */
import { useEffect, useRef, useState } from 'react';
import { useWorkspace } from '../../app/workspace.ts';
import { chooseFile } from '../../actions/files.ts';
import { pictureForm, type PictureForm, type InputProps } from './input-form.ts';
import { likelyRange, pictureValues, type PixelRange } from './picture-values.ts';
import { PixelRangeField } from './PixelRangeField.tsx';
import { runStoreOf, useInputTensor } from './use-run.ts';

interface Picture {
  readonly name: string;
  readonly bitmap: ImageBitmap;
}

export function ImageInput({ input }: InputProps) {
  const { stores } = useWorkspace();
  const [picture, setPicture] = useState<Picture>();
  const form = pictureForm(input.shape);
  if (form === undefined) return <p className="muted">A picture needs an input of height, width and 1 or 3 channels.</p>;
  const choose = async (): Promise<void> => {
    const [file] = await chooseFile('image/*');
    if (file === undefined) return;
    try {
      setPicture({ name: file.name, bitmap: await createImageBitmap(file) });
    } catch {
      stores.view.getState().say(`${file.name} is no picture that this browser can read.`, 'error');
    }
  };
  return (
    <>
      <button type="button" className="button outlined" onClick={() => void choose()}>
        Choose a picture
      </button>
      {picture !== undefined && <Cropped picture={picture} form={form} />}
    </>
  );
}

function Cropped({ picture, form }: { readonly picture: Picture; readonly form: PictureForm }) {
  const store = runStoreOf(useWorkspace());
  const canvas = useRef<HTMLCanvasElement>(null);
  const tensor = useInputTensor();
  const [range, setRange] = useState<PixelRange>(() => likelyRange(tensor));
  const { height, width, channels } = form;
  useEffect(() => {
    const context = canvas.current?.getContext('2d', { willReadFrequently: true });
    if (context === undefined || context === null) return;
    drawCovering(context, picture.bitmap, width, height);
    const values = pictureValues(context.getImageData(0, 0, width, height).data, { height, width, channels }, range);
    store.getState().setInput({ words: picture.name, source: { kind: 'values', values: [values] } });
  }, [store, picture, height, width, channels, range]);
  return (
    <>
      <canvas
        ref={canvas}
        className="run-picture"
        width={width}
        height={height}
        data-grey={channels === 1 || undefined}
        role="img"
        aria-label={`${picture.name} at ${width} by ${height}`}
      />
      <PixelRangeField value={range} onChange={setRange} />
    </>
  );
}

/** The largest part in the middle that has the target's proportions. */
function drawCovering(context: CanvasRenderingContext2D, bitmap: ImageBitmap, width: number, height: number): void {
  const scale = Math.min(bitmap.width / width, bitmap.height / height);
  const [cropWidth, cropHeight] = [width * scale, height * scale];
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, (bitmap.width - cropWidth) / 2, (bitmap.height - cropHeight) / 2, cropWidth, cropHeight, 0, 0, width, height);
}

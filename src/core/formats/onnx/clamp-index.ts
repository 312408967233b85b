/** An index counted from the front, kept where a walk with this stride can stand: ONNX clamps as Python does. */
export function clampIndex(index: number, size: number, stride: number): number {
  const fromFront = index < 0 ? index + size : index;
  return stride > 0 ? Math.min(Math.max(fromFront, 0), size) : Math.min(Math.max(fromFront, -1), size - 1);
}

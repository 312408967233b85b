/** Updates of parameters in place, one pass over parameter, gradient and state. `count` is in float32. */
import { fma, storeSome } from './fma';

/**
 * Adam with decoupled weight decay: m and v are the running means of the gradient and of its square, `rate` and `epsilon` already corrected for
 * their bias, `keep` is 1 - learning rate x decay.
 */
export function adam(
  parameter: usize, gradient: usize, m: usize, v: usize, count: i32,
  rate: f32, beta1: f32, beta2: f32, epsilon: f32, keep: f32,
): void {
  const old1 = f32x4.splat(beta1), new1 = f32x4.splat(1 - beta1), old2 = f32x4.splat(beta2), new2 = f32x4.splat(1 - beta2);
  const step = f32x4.splat(-rate), least = f32x4.splat(epsilon), kept = f32x4.splat(keep);
  for (let i = 0; i < count; i += 4) {
    const at = <usize>i << 2;
    const g = v128.load(gradient + at);
    const mean = fma(v128.load(m + at), old1, f32x4.mul(g, new1));
    const square = fma(v128.load(v + at), old2, f32x4.mul(f32x4.mul(g, g), new2));
    const change = f32x4.div(f32x4.mul(step, mean), f32x4.add(f32x4.sqrt(square), least));
    storeSome(m + at, mean, count - i);
    storeSome(v + at, square, count - i);
    storeSome(parameter + at, fma(v128.load(parameter + at), kept, change), count - i);
  }
}

/** Gradient descent with momentum and decoupled weight decay; `nesterov` is 1 or 0. */
export function descend(
  parameter: usize, gradient: usize, velocity: usize, count: i32, rate: f32, momentum: f32, nesterov: i32, keep: f32,
): void {
  const step = f32x4.splat(-rate), old = f32x4.splat(momentum), kept = f32x4.splat(keep);
  for (let i = 0; i < count; i += 4) {
    const at = <usize>i << 2;
    const g = v128.load(gradient + at);
    const speed = fma(v128.load(velocity + at), old, g);
    const direction = nesterov ? fma(speed, old, g) : speed;
    storeSome(velocity + at, speed, count - i);
    storeSome(parameter + at, fma(direction, step, f32x4.mul(v128.load(parameter + at), kept)), count - i);
  }
}

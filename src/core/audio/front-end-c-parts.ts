/** The fixed parts of the C source, in the order in which they stand in it; each says what the file of its name says in TypeScript. */

export const DECLARATIONS_C = `#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
  uint64_t energies[TINYSCAPE_CHANNELS + 1];
#if TINYSCAPE_ADAPTS
  uint32_t noise[TINYSCAPE_CHANNELS];
#endif
  int16_t input[TINYSCAPE_WINDOW];
  int16_t work[TINYSCAPE_FFT];
  int16_t spectrum[TINYSCAPE_FFT + 2];
  uint16_t used;
} tinyscape_front_end;

/* Starts afresh: an empty window and no noise heard. */
void tinyscape_front_end_reset(tinyscape_front_end *state);

/*
 * Takes samples until a window is full. Returns 1 when features holds a new frame, 0 when all samples were taken and more are needed;
 * *taken receives how many were taken, the rest wait for the next call.
 */
int tinyscape_front_end_feed(tinyscape_front_end *state, const int16_t *samples, size_t count, size_t *taken,
                             int16_t features[TINYSCAPE_FEATURES]);

#ifdef __cplusplus
}
#endif

#endif
`;

/** core/audio/bits.ts and window.ts. */
export const WINDOW_C = `static int bit_length(uint32_t value) {
  int bits = 0;
  while (value != 0) {
    bits++;
    value >>= 1;
  }
  return bits;
}

/* Windows the input into the spectrum's memory, as large as 16 bits allow; returns the bits it was shifted up by. */
static int apply_window(tinyscape_front_end *state) {
  int16_t *windowed = state->spectrum;
  int32_t largest = 0;
  for (int i = 0; i < TINYSCAPE_WINDOW; i++) {
    const int32_t value = ((int32_t)state->input[i] * window_table[i]) >> WINDOW_BITS;
    windowed[i] = (int16_t)value;
    if (value > largest) largest = value;
    if (-value > largest) largest = -value;
  }
  const int shift = 15 - bit_length((uint32_t)largest);
  for (int i = 0; i < TINYSCAPE_WINDOW; i++) windowed[i] = (int16_t)((uint32_t)windowed[i] << shift);
  for (int i = TINYSCAPE_WINDOW; i < TINYSCAPE_FFT; i++) windowed[i] = 0;
  return shift;
}
`;

/** core/audio/real-fft.ts. */
export const FFT_C = `static int16_t narrowed(int32_t product) { return (int16_t)((product + (1 << 14)) >> 15); }
static int16_t quarter(int16_t value) { return narrowed((int32_t)value * (32767 / 4)); }
static int16_t half(int16_t value) { return narrowed((int32_t)value * (32767 / 2)); }

static void turn(int16_t *real, int16_t *imaginary, const int16_t *phasor) {
  const int32_t a = *real;
  const int32_t b = *imaginary;
  *real = narrowed(a * phasor[0] - b * phasor[1]);
  *imaginary = narrowed(a * phasor[1] + b * phasor[0]);
}

static void run_radix_4(int16_t *work, int span, int stride) {
  for (int block = 0; block < TINYSCAPE_FFT; block += 8 * span) {
    for (int k = 0; k < span; k++) {
      int16_t *a = work + block + 2 * k;
      int16_t *b = a + 2 * span;
      int16_t *c = b + 2 * span;
      int16_t *d = c + 2 * span;
      int16_t ar = quarter(a[0]), ai = quarter(a[1]);
      int16_t br = quarter(b[0]), bi = quarter(b[1]);
      int16_t cr = quarter(c[0]), ci = quarter(c[1]);
      int16_t dr = quarter(d[0]), di = quarter(d[1]);
      turn(&br, &bi, fft_twiddles + 2 * k * stride);
      turn(&cr, &ci, fft_twiddles + 4 * k * stride);
      turn(&dr, &di, fft_twiddles + 6 * k * stride);
      a[0] = (int16_t)(ar + cr + br + dr);
      a[1] = (int16_t)(ai + ci + bi + di);
      b[0] = (int16_t)(ar - cr + (bi - di));
      b[1] = (int16_t)(ai - ci - (br - dr));
      c[0] = (int16_t)(ar + cr - (br + dr));
      c[1] = (int16_t)(ai + ci - (bi + di));
      d[0] = (int16_t)(ar - cr - (bi - di));
      d[1] = (int16_t)(ai - ci + (br - dr));
    }
  }
}

static void run_radix_2(int16_t *work, int span, int stride) {
  for (int block = 0; block < TINYSCAPE_FFT; block += 4 * span) {
    for (int k = 0; k < span; k++) {
      int16_t *a = work + block + 2 * k;
      int16_t *b = a + 2 * span;
      const int16_t ar = half(a[0]), ai = half(a[1]);
      int16_t br = half(b[0]), bi = half(b[1]);
      turn(&br, &bi, fft_twiddles + 2 * k * stride);
      a[0] = (int16_t)(ar + br);
      a[1] = (int16_t)(ai + bi);
      b[0] = (int16_t)(ar - br);
      b[1] = (int16_t)(ai - bi);
    }
  }
}

/* The spectrum of the real signal from that of its even and odd samples. */
static void join(const int16_t *work, int16_t *spectrum) {
  const int16_t sum = half(work[0]);
  const int16_t difference = half(work[1]);
  spectrum[0] = (int16_t)(sum + difference);
  spectrum[1] = 0;
  spectrum[TINYSCAPE_FFT] = (int16_t)(sum - difference);
  spectrum[TINYSCAPE_FFT + 1] = 0;
  for (int k = 2, mirror = TINYSCAPE_FFT - 2; k <= mirror; k += 2, mirror -= 2) {
    const int16_t ar = half(work[k]), ai = half(work[k + 1]);
    const int16_t br = half(work[mirror]), bi = half((int16_t)-work[mirror + 1]);
    const int16_t er = (int16_t)(ar + br), ei = (int16_t)(ai + bi);
    int16_t tr = (int16_t)(ar - br), ti = (int16_t)(ai - bi);
    turn(&tr, &ti, fft_joints + k - 2);
    spectrum[k] = (int16_t)((er + tr) >> 1);
    spectrum[k + 1] = (int16_t)((ei + ti) >> 1);
    spectrum[mirror] = (int16_t)((er - tr) >> 1);
    spectrum[mirror + 1] = (int16_t)((ti - ei) >> 1);
  }
}

/* Transforms the windowed samples, which lie in the spectrum's memory. */
static void transform(tinyscape_front_end *state) {
  for (int i = 0; i < TINYSCAPE_FFT / 2; i++) {
    state->work[2 * i] = state->spectrum[2 * fft_order[i]];
    state->work[2 * i + 1] = state->spectrum[2 * fft_order[i] + 1];
  }
  int span = 1;
  int stride = TINYSCAPE_FFT / 2;
  /* The innermost stage is of radix 2 where half the points are no power of four. */
  while (stride % 4 == 0) stride /= 4;
  const int has_radix_2 = stride == 2;
  stride = TINYSCAPE_FFT / 2;
  if (has_radix_2) {
    stride /= 2;
    run_radix_2(state->work, span, stride);
    span *= 2;
  }
  while (stride > 1) {
    stride /= 4;
    run_radix_4(state->work, span, stride);
    span *= 4;
  }
  join(state->work, state->spectrum);
}
`;

/** core/audio/filter-bank.ts. */
export const FILTERS_C = `static uint32_t rounded_root(uint64_t value) {
  uint64_t bit = (uint64_t)1 << 62;
  uint64_t rest = value;
  uint64_t root = 0;
  while (bit > rest) bit >>= 2;
  for (; bit != 0; bit >>= 2) {
    const uint64_t tried = root + bit;
    root >>= 1;
    if (rest >= tried) {
      rest -= tried;
      root += bit;
    }
  }
  return (uint32_t)(rest > root && root != (value >> 32 ? 0xffffffffu : 0xffffu) ? root + 1 : root);
}

static void gather(tinyscape_front_end *state) {
  uint64_t *energies = state->energies;
  for (int i = 0; i <= TINYSCAPE_CHANNELS; i++) energies[i] = 0;
  for (int i = 0; i < BINS; i++) {
    const int32_t real = state->spectrum[2 * (FIRST_BIN + i)];
    const int32_t imaginary = state->spectrum[2 * (FIRST_BIN + i) + 1];
    const uint64_t energy = (uint32_t)(real * real) + (uint32_t)(imaginary * imaginary);
    const int triangle = filter_triangle[i];
    energies[triangle] += (uint64_t)filter_falling[i] * energy;
    if (triangle < TINYSCAPE_CHANNELS) energies[triangle + 1] += (uint64_t)filter_rising[i] * energy;
  }
}
`;

/** core/audio/log-scale.ts. */
export const LOG_C = `static int32_t scaled_log(uint32_t value) {
  if (value <= 1) return 0;
  const int whole = bit_length(value) - 1;
  const uint32_t rest = value - ((uint32_t)1 << whole);
  const int32_t fraction = (int32_t)(whole < LOG_BITS ? rest << (LOG_BITS - whole) : rest >> (whole - LOG_BITS));
  const int32_t segment = fraction >> 9;
  const int32_t start = log_table[segment];
  const int32_t bend = ((log_table[segment + 1] - start) * (fraction - segment * 512)) >> LOG_BITS;
  const uint32_t log2 = ((uint32_t)whole << LOG_BITS) + (uint32_t)(fraction + start + bend);
  const uint32_t ln = (uint32_t)(((uint64_t)LN_2 * log2 + 32768) >> LOG_BITS);
  return (int32_t)(((ln << LOG_SHIFT) + 32768) >> LOG_BITS);
}
`;

/** core/audio/noise-reduction.ts and gain-control.ts. */
export const ADAPTING_C = `/* Subtracts the running average of channel i, but leaves a share of the signal. */
static uint32_t reduce_noise(tinyscape_front_end *state, int i, uint32_t signal) {
  const uint32_t smoothing = i % 2 == 0 ? EVEN_SMOOTHING : ODD_SMOOTHING;
  const uint32_t scaled = signal << SMOOTHING_BITS;
  const uint64_t mixed = (uint64_t)scaled * smoothing + (uint64_t)state->noise[i] * ((1u << NOISE_BITS) - smoothing);
  const uint32_t estimate = (uint32_t)(mixed >> NOISE_BITS);
  state->noise[i] = estimate;
  const uint32_t least = (uint32_t)(((uint64_t)signal * LEAST_SIGNAL) >> NOISE_BITS);
  const uint32_t left = (scaled - (estimate < scaled ? estimate : scaled)) >> SMOOTHING_BITS;
  return left > least ? left : least;
}

static uint32_t gain_for(uint32_t noise) {
  if (noise <= 2) return (uint32_t)gain_table[noise];
  const int octave = bit_length(noise);
  const int16_t *parabola = gain_table + 4 * octave - 6;
  const int32_t fraction = (int32_t)((octave < 11 ? noise << (11 - octave) : noise >> (octave - 11)) & 0x3ff);
  const int32_t slope = ((parabola[2] * fraction) >> 5) + parabola[1] * 32;
  return (uint32_t)(int16_t)(((slope * fraction + (1 << 14)) >> 15) + parabola[0]);
}

static uint32_t control_gain(uint32_t signal, uint32_t noise) {
  const uint32_t ratio = (uint32_t)(((uint64_t)signal * gain_for(noise)) >> (GAIN_BITS - CORRECTION_BITS - SNR_BITS));
  if (ratio < 2u << SNR_BITS) return (ratio * ratio) >> (2 + 2 * SNR_BITS - OUTPUT_BITS);
  return (ratio >> (SNR_BITS - OUTPUT_BITS)) - (1u << OUTPUT_BITS);
}

static void finish_frame(tinyscape_front_end *state, int shift, int16_t *features) {
  for (int i = 0; i < TINYSCAPE_CHANNELS; i++) {
    const uint32_t left = reduce_noise(state, i, rounded_root(state->energies[i + 1]) >> shift);
    features[i] = (int16_t)scaled_log(control_gain(left, state->noise[i]) << CORRECTION_BITS);
  }
}
`;

/** core/audio/extract.ts and cosine-transform.ts. */
export const PLAIN_C = `static void finish_frame(tinyscape_front_end *state, int shift, int16_t *features) {
  const int32_t scale = (shift * LN_2 + (1 << (LOG_BITS - LOG_SHIFT - 1))) >> (LOG_BITS - LOG_SHIFT);
  int32_t levels[TINYSCAPE_CHANNELS];
  for (int i = 0; i < TINYSCAPE_CHANNELS; i++) {
    const int32_t level = scaled_log(rounded_root(state->energies[i + 1]) << CORRECTION_BITS) - scale;
    levels[i] = level > 0 ? level : 0;
  }
  for (int k = 0; k < TINYSCAPE_FEATURES; k++) {
    int32_t sum = 1 << (COSINE_SHIFT - 1);
    for (int i = 0; i < TINYSCAPE_CHANNELS; i++) sum += levels[i] * cosine_table[k * TINYSCAPE_CHANNELS + i];
    features[k] = (int16_t)(sum >> COSINE_SHIFT);
  }
}
`;

export const FEED_C = `void tinyscape_front_end_reset(tinyscape_front_end *state) {
  state->used = 0;
#if TINYSCAPE_ADAPTS
  for (int i = 0; i < TINYSCAPE_CHANNELS; i++) state->noise[i] = 0;
#endif
}

int tinyscape_front_end_feed(tinyscape_front_end *state, const int16_t *samples, size_t count, size_t *taken,
                             int16_t features[TINYSCAPE_FEATURES]) {
  size_t i = 0;
  while (i < count && state->used < TINYSCAPE_WINDOW) state->input[state->used++] = samples[i++];
  *taken = i;
  if (state->used < TINYSCAPE_WINDOW) return 0;
  const int shift = apply_window(state);
  transform(state);
  gather(state);
  finish_frame(state, shift, features);
  for (int k = TINYSCAPE_STEP; k < TINYSCAPE_WINDOW; k++) state->input[k - TINYSCAPE_STEP] = state->input[k];
  state->used = TINYSCAPE_WINDOW - TINYSCAPE_STEP;
  return 1;
}
`;

/** What an application holds beside the network: presets to reserve SRAM and flash for, and the allowance for the stack. */
import type { FrontEndId } from '../audio/front-end.ts';
import type { Evidence } from '../base/evidence.ts';
import { FRONT_END_COSTS } from './front-end-cost.ts';

export interface ApplicationPreset {
  readonly id: string;
  readonly label: string;
  readonly kind: 'camera' | 'audio' | 'rtos' | 'bluetooth' | 'wifi';
  readonly sramBytes: number;
  readonly flashBytes: number;
  readonly evidence: Evidence;
  readonly source: string;
  /** The front end that runs all the time with it. */
  readonly frontEnd?: FrontEndId;
}

/**
 * Bytes of stack set aside for main, the interpreter and its kernels. An allowance, not a measurement: kernels keep their large buffers
 * in the arena, so the common figure for TFLM sketches is enough; deep call chains of the application come on top.
 */
export const STACK_ALLOWANCE = {
  bytes: 4096,
  evidence: 'quoted',
  source: 'an allowance of 4 KiB for main, interpreter and kernels; not measured',
} as const satisfies { bytes: number; evidence: Evidence; source: string };

const UNCHECKED = 'from memory, unchecked';

/** One exported front end with a ring of the features the network reads, a byte each. */
function frontEndPreset(frontEnd: FrontEndId, label: string, frames: number, features: number): ApplicationPreset {
  const { stateBytes, flashBytes } = FRONT_END_COSTS[frontEnd];
  return {
    id: `front-end-${frontEnd}`,
    label,
    kind: 'audio',
    sramBytes: stateBytes + frames * features,
    flashBytes,
    evidence: 'measured',
    source: `the exported C source at 16 kHz: state ${stateBytes} bytes, ${frames} x ${features} features; tables and code by arm-none-eabi-gcc 12.2 -O2 for a Cortex-M0+`,
    frontEnd,
  };
}

export const APPLICATION_PRESETS: readonly ApplicationPreset[] = [
  {
    id: 'camera-96-grey',
    label: 'Camera frame, 96 x 96, grey',
    kind: 'camera',
    sramBytes: 9216,
    flashBytes: 0,
    evidence: 'exact',
    source: '96 x 96 pixels of 1 byte; the driver is not counted',
  },
  {
    id: 'camera-qcif-grey',
    label: 'Camera frame, QCIF, grey',
    kind: 'camera',
    sramBytes: 25344,
    flashBytes: 0,
    evidence: 'exact',
    source: '176 x 144 pixels of 1 byte; the driver is not counted',
  },
  {
    id: 'camera-qqvga-rgb565',
    label: 'Camera frame, QQVGA, RGB565',
    kind: 'camera',
    sramBytes: 38400,
    flashBytes: 0,
    evidence: 'exact',
    source: '160 x 120 pixels of 2 bytes; the driver is not counted',
  },
  {
    id: 'camera-qvga-grey',
    label: 'Camera frame, QVGA, grey',
    kind: 'camera',
    sramBytes: 76800,
    flashBytes: 0,
    evidence: 'exact',
    source: '320 x 240 pixels of 1 byte; the driver is not counted',
  },
  {
    id: 'camera-qvga-rgb565',
    label: 'Camera frame, QVGA, RGB565',
    kind: 'camera',
    sramBytes: 153600,
    flashBytes: 0,
    evidence: 'exact',
    source: '320 x 240 pixels of 2 bytes; the driver is not counted',
  },
  {
    id: 'audio-ring-half-second',
    label: 'Audio ring, 0.5 s at 16 kHz',
    kind: 'audio',
    sramBytes: 16000,
    flashBytes: 0,
    evidence: 'exact',
    source: '8,000 samples of 2 bytes; the driver is not counted',
  },
  {
    id: 'audio-ring-one-second',
    label: 'Audio ring, 1 s at 16 kHz',
    kind: 'audio',
    sramBytes: 32000,
    flashBytes: 0,
    evidence: 'exact',
    source: '16,000 samples of 2 bytes; the driver is not counted',
  },
  {
    id: 'audio-front-end',
    label: 'Audio front end of TFLM (microfrontend)',
    kind: 'audio',
    sramBytes: 13824,
    flashBytes: 12288,
    evidence: 'modelled',
    source:
      'TFLM microfrontend, 30 ms windows at 16 kHz, FFT of 512, 40 channels: window 2,880, FFT 5,940, filter bank 1,574, noise and gain 410, ' +
      'audio slice 1,024, 49 x 40 features 1,960, rounded up to 13.5 KiB; code about 12 KiB, unchecked',
  },
  frontEndPreset('micro-speech', 'Front end, log mel 49 x 40', 49, 40),
  frontEndPreset('mfcc-49x10', 'Front end, MFCC 49 x 10', 49, 10),
  frontEndPreset('mfcc-98x40', 'Front end, MFCC 98 x 40', 98, 40),
  {
    id: 'freertos',
    label: 'FreeRTOS, three tasks',
    kind: 'rtos',
    sramBytes: 3704,
    flashBytes: 10240,
    evidence: 'quoted',
    source:
      'FreeRTOS FAQ, memory: scheduler 236 bytes, 64 a task, 76 a queue, 5 to 10 KB of code; with stacks of 2,048 + 512 + 512 bytes and one queue of 32 words',
  },
  {
    id: 'zephyr',
    label: 'Zephyr, kernel and two threads',
    kind: 'rtos',
    sramBytes: 6144,
    flashBytes: 16384,
    evidence: 'quoted',
    source: UNCHECKED,
  },
  {
    id: 'softdevice-s140',
    label: 'Bluetooth: SoftDevice S140',
    kind: 'bluetooth',
    sramBytes: 13312,
    flashBytes: 155648,
    evidence: 'quoted',
    source: 'S140 6.1.1 as reserved by Adafruit_nRF52_Arduino, nrf52840_s140_v6.ld: flash up to 0x26000, RAM up to 0x20003400',
  },
  {
    id: 'zephyr-bluetooth-peripheral',
    label: 'Bluetooth: Zephyr host and controller, one peripheral link',
    kind: 'bluetooth',
    sramBytes: 30720,
    flashBytes: 122880,
    evidence: 'quoted',
    source: UNCHECKED,
  },
  {
    id: 'nimble-host',
    label: 'Bluetooth: NimBLE host, one peripheral link',
    kind: 'bluetooth',
    sramBytes: 20480,
    flashBytes: 102400,
    evidence: 'quoted',
    source: UNCHECKED,
  },
  {
    id: 'esp-idf-bluetooth',
    label: 'Bluetooth: ESP-IDF controller and NimBLE host',
    kind: 'bluetooth',
    sramBytes: 73728,
    flashBytes: 358400,
    evidence: 'quoted',
    source: UNCHECKED,
  },
  {
    id: 'esp-idf-wifi',
    label: 'Wi-Fi: ESP-IDF station with lwIP',
    kind: 'wifi',
    sramBytes: 81920,
    flashBytes: 614400,
    evidence: 'quoted',
    source: 'ten static receive buffers of 1.6 KB (ESP-IDF Kconfig defaults); driver, lwIP, event loop and code from memory, unchecked',
  },
  {
    id: 'pico-w-wifi',
    label: 'Wi-Fi: Pico W (CYW43439 driver, lwIP)',
    kind: 'wifi',
    sramBytes: 40960,
    flashBytes: 358400,
    evidence: 'quoted',
    source: 'radio firmware of about 225 KB is stored in flash; the rest from memory, unchecked',
  },
];

const BY_ID: ReadonlyMap<string, ApplicationPreset> = new Map(APPLICATION_PRESETS.map((preset) => [preset.id, preset]));

/** The preset with this id; undefined when there is none, as in a link from a newer version. */
export function presetById(id: string): ApplicationPreset | undefined {
  return BY_ID.get(id);
}

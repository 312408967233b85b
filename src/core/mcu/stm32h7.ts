/** STM32H7: fast Cortex-M7 with memory in three power domains. */
import type { Chip } from './chip.ts';
import { COMMON, kib, measured, NO_FIGURE, quoted, sourcesOf, sram, SUPPLY, tcm, UNCHECKED } from './figures.ts';

export const STM32H7: readonly Chip[] = [
  {
    id: 'stm32h743zi',
    name: 'STM32H743ZI',
    vendor: 'STMicroelectronics',
    family: 'STM32H7',
    core: 'cortex-m7',
    clockMHz: 480,
    sram: [sram('AXI SRAM', 512), sram('SRAM1 + SRAM2 + SRAM3', 288), tcm('DTCM', 128), sram('SRAM4', 64)],
    flashBytes: kib(2048),
    flashExternal: false,
    activeMilliamps: 145,
    volts: 3.3,
    sources: sourcesOf(COMMON, {
      sram: quoted('Zephyr device tree, dts/arm/st/h7/stm32h743.dtsi and stm32h743Xi.dtsi'),
      flashBytes: quoted('Zephyr device tree, dts/arm/st/h7/stm32h743.dtsi and stm32h743Xi.dtsi'),
      activeMilliamps: UNCHECKED,
      sleepMicroamps: NO_FIGURE,
      volts: SUPPLY,
    }),
  },
  {
    id: 'stm32h747xi',
    name: 'STM32H747XI (M7 core)',
    vendor: 'STMicroelectronics',
    family: 'STM32H7',
    core: 'cortex-m7',
    clockMHz: 480,
    sram: [sram('AXI SRAM', 512), sram('SRAM1 + SRAM2 + SRAM3', 288), tcm('DTCM', 128), sram('SRAM4', 64)],
    flashBytes: kib(2048),
    flashExternal: false,
    activeMilliamps: 180,
    volts: 3.3,
    sources: sourcesOf(COMMON, {
      sram: quoted('Zephyr device tree, dts/arm/st/h7/stm32h743.dtsi, the same memories'),
      activeMilliamps: UNCHECKED,
      sleepMicroamps: NO_FIGURE,
      volts: SUPPLY,
    }),
  },
  {
    id: 'stm32h7a3zi',
    name: 'STM32H7A3ZI',
    vendor: 'STMicroelectronics',
    family: 'STM32H7',
    core: 'cortex-m7',
    clockMHz: 280,
    sram: [sram('AXI SRAM1 + SRAM2 + SRAM3', 1024), sram('AHB SRAM1 + SRAM2', 128), tcm('DTCM', 128), sram('SRD SRAM', 32)],
    flashBytes: kib(2048),
    flashExternal: false,
    activeMilliamps: 42,
    volts: 3.3,
    sources: sourcesOf(COMMON, {
      sram: quoted('Zephyr device tree, dts/arm/st/h7/stm32h7a3.dtsi'),
      activeMilliamps: measured(
        'MLPerf Tiny v0.7 to v1.2, NUCLEO-H7A3ZI-Q with X-CUBE-AI: 121 to 167 mW at 280 MHz, median 139, over 3.3 V',
      ),
      sleepMicroamps: NO_FIGURE,
      volts: SUPPLY,
    }),
  },
];

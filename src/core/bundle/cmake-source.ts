/** CMakeLists.txt and the toolchain file: builds the check for the host or a Cortex-M, given a checkout of tflite-micro. */

/** `name`: letters, digits and underscores. */
export function cmakeSource(name: string): string {
  return `# Builds ${name}_check: the model, the runtime, and the golden vectors.
#   cmake -B build -DTFLM_DIR=/path/to/tflite-micro
#   cmake --build build && build/${name}_check
# The runtime's library is built once, in TFLM_DIR, with its own makefile:
#   make -f tensorflow/lite/micro/tools/make/Makefile microlite
# For a Cortex-M give the makefile TARGET=cortex_m_generic TARGET_ARCH=cortex-m4 OPTIMIZED_KERNEL_DIR=cmsis_nn, and cmake
# -DCMAKE_TOOLCHAIN_FILE=cortex-m.cmake -DCPU=cortex-m4 -DCMSIS_NN=ON; start-up code and linker script are your board's.
cmake_minimum_required(VERSION 3.16)
project(${name} LANGUAGES CXX)

set(TFLM_DIR "" CACHE PATH "A checkout of tflite-micro")
option(CMSIS_NN "The library was built with OPTIMIZED_KERNEL_DIR=cmsis_nn" OFF)
if(NOT EXISTS "\${TFLM_DIR}/tensorflow/lite/micro/micro_interpreter.h")
  message(FATAL_ERROR "TFLM_DIR must name a checkout of tflite-micro; it is '\${TFLM_DIR}'")
endif()

file(GLOB_RECURSE FOUND_LIBRARIES "\${TFLM_DIR}/gen/*/lib/libtensorflow-microlite.a")
list(GET FOUND_LIBRARIES 0 FIRST_LIBRARY)
set(TFLM_LIBRARY "\${FIRST_LIBRARY}" CACHE FILEPATH "libtensorflow-microlite.a for this target")
if(NOT EXISTS "\${TFLM_LIBRARY}")
  message(FATAL_ERROR "No libtensorflow-microlite.a under \${TFLM_DIR}/gen; build it as the top of this file says, or set TFLM_LIBRARY")
endif()

add_executable(${name}_check main.cc model_data.cc golden.cc)
target_compile_features(${name}_check PRIVATE cxx_std_17)
target_compile_options(${name}_check PRIVATE -Wall -Wextra -Werror -fno-exceptions -fno-rtti)
target_compile_definitions(${name}_check PRIVATE TF_LITE_STATIC_MEMORY $<$<BOOL:\${CMSIS_NN}>:CMSIS_NN>)
target_include_directories(${name}_check PRIVATE "\${CMAKE_CURRENT_SOURCE_DIR}")
# The runtime's headers as system headers: their warnings are not ours.
target_include_directories(${name}_check SYSTEM PRIVATE
  "\${TFLM_DIR}"
  "\${TFLM_DIR}/tensorflow/lite/micro/tools/make/downloads/flatbuffers/include"
  "\${TFLM_DIR}/tensorflow/lite/micro/tools/make/downloads/gemmlowp"
  "\${TFLM_DIR}/tensorflow/lite/micro/tools/make/downloads/ruy")
target_link_libraries(${name}_check PRIVATE "\${TFLM_LIBRARY}" m)
`;
}

export function toolchainSource(): string {
  return `# cmake -DCMAKE_TOOLCHAIN_FILE=cortex-m.cmake -DCPU=cortex-m4
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CPU cortex-m4 CACHE STRING "As arm-none-eabi-g++ -mcpu takes it")
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES CPU)
set(CMAKE_CXX_FLAGS_INIT "-mcpu=\${CPU} -mthumb -mfloat-abi=soft -ffunction-sections -fdata-sections")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-Wl,--gc-sections --specs=nosys.specs")
`;
}

// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

#include "processor.h"

// One loop, which the compiler makes of the widest instructions of each target: every element is on
// its own, so lanes change nothing.
static inline __attribute__((always_inline)) void max_plus_loop(
    double *restrict values, const double *restrict others, const double *restrict delays, int64_t count) {
  for (int64_t index = 0; index < count; index++) {
    const double later = others[index] + delays[index];
    values[index] = later > values[index] ? later : values[index];
  }
}

#if HELIOGRAPH_X86
HELIOGRAPH_AVX2 static void max_plus_avx2(double *restrict values, const double *restrict others, const double *restrict delays, int64_t count) {
  max_plus_loop(values, others, delays, count);
}
HELIOGRAPH_AVX512 static void max_plus_avx512(double *restrict values, const double *restrict others, const double *restrict delays, int64_t count) {
  max_plus_loop(values, others, delays, count);
}
#endif

void heliograph_max_plus(double *restrict values, const double *restrict others, const double *restrict delays, int64_t count) {
#if HELIOGRAPH_X86
  if (HELIOGRAPH_HAS_AVX512) return max_plus_avx512(values, others, delays, count);
  if (HELIOGRAPH_HAS_AVX2) return max_plus_avx2(values, others, delays, count);
#endif
  max_plus_loop(values, others, delays, count);
}

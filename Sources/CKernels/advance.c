// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

#include "processor.h"

// One loop, which the compiler makes of the widest instructions of each target: every element is on
// its own, so lanes change nothing.
static inline __attribute__((always_inline)) void advance_loop(
    double *restrict values, const double *restrict rates, double span, int64_t count) {
  for (int64_t index = 0; index < count; index++) {
    const double left = values[index] - rates[index] * span;
    values[index] = left > 0 ? left : 0;
  }
}

#if HELIOGRAPH_X86
HELIOGRAPH_AVX2 static void advance_avx2(double *restrict values, const double *restrict rates, double span, int64_t count) {
  advance_loop(values, rates, span, count);
}
HELIOGRAPH_AVX512 static void advance_avx512(double *restrict values, const double *restrict rates, double span, int64_t count) {
  advance_loop(values, rates, span, count);
}
#endif

void heliograph_advance(double *restrict values, const double *restrict rates, double span, int64_t count) {
#if HELIOGRAPH_X86
  if (HELIOGRAPH_HAS_AVX512) return advance_avx512(values, rates, span, count);
  if (HELIOGRAPH_HAS_AVX2) return advance_avx2(values, rates, span, count);
#endif
  advance_loop(values, rates, span, count);
}

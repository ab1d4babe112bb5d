// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

#include "processor.h"

// One loop, which the compiler makes of the widest instructions of each target: every element is on
// its own, so lanes change nothing.
static inline __attribute__((always_inline)) void add_loop(
    double amount, double *values, int64_t count) {
  for (int64_t index = 0; index < count; index++) values[index] += amount;
}

#if HELIOGRAPH_X86
HELIOGRAPH_AVX2 static void add_avx2(double amount, double *values, int64_t count) {
  add_loop(amount, values, count);
}
HELIOGRAPH_AVX512 static void add_avx512(double amount, double *values, int64_t count) {
  add_loop(amount, values, count);
}
#endif

void heliograph_add(double amount, double *values, int64_t count) {
#if HELIOGRAPH_X86
  if (HELIOGRAPH_HAS_AVX512) return add_avx512(amount, values, count);
  if (HELIOGRAPH_HAS_AVX2) return add_avx2(amount, values, count);
#endif
  add_loop(amount, values, count);
}

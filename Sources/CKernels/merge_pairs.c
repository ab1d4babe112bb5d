// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

#include "processor.h"

// In place, and reading runs ahead of writing: eight sums are held before they are written.
static inline __attribute__((always_inline)) void merge_pairs_loop(double *values, int64_t count) {
  int64_t next = 0;
  for (; next + 8 <= count; next += 8) {
    double sums[8];
    for (int lane = 0; lane < 8; lane++) {
      sums[lane] = values[2 * (next + lane)] + values[2 * (next + lane) + 1];
    }
    for (int lane = 0; lane < 8; lane++) values[next + lane] = sums[lane];
  }
  for (; next < count; next++) values[next] = values[2 * next] + values[2 * next + 1];
}

#if HELIOGRAPH_X86
HELIOGRAPH_AVX2 static void merge_pairs_avx2(double *values, int64_t count) {
  merge_pairs_loop(values, count);
}
#endif

void heliograph_merge_pairs(double *values, int64_t count) {
#if HELIOGRAPH_X86
  if (HELIOGRAPH_HAS_AVX2) return merge_pairs_avx2(values, count);
#endif
  merge_pairs_loop(values, count);
}

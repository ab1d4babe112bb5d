// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

#include "processor.h"

/// Eight lanes whatever the processor: the order of the sum is part of the answer.
static inline __attribute__((always_inline)) double weighted_sum_loop(
    const double *values, const double *weights, int64_t count) {
  double lanes[8] = {0};
  int64_t next = 0;
  for (; next + 8 <= count; next += 8) {
    for (int lane = 0; lane < 8; lane++) lanes[lane] += values[next + lane] * weights[next + lane];
  }
  for (int lane = 0; next < count; lane++, next++) lanes[lane] += values[next] * weights[next];
  return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) +
         ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
}

#if HELIOGRAPH_X86
HELIOGRAPH_AVX2 static double weighted_sum_avx2(
    const double *values, const double *weights, int64_t count) {
  return weighted_sum_loop(values, weights, count);
}
HELIOGRAPH_AVX512 static double weighted_sum_avx512(
    const double *values, const double *weights, int64_t count) {
  return weighted_sum_loop(values, weights, count);
}
#endif

double heliograph_weighted_sum(const double *values, const double *weights, int64_t count) {
#if HELIOGRAPH_X86
  if (HELIOGRAPH_HAS_AVX512) return weighted_sum_avx512(values, weights, count);
  if (HELIOGRAPH_HAS_AVX2) return weighted_sum_avx2(values, weights, count);
#endif
  return weighted_sum_loop(values, weights, count);
}

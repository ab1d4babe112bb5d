// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

#include "processor.h"

// Eight lanes are one register of the widest instructions, two of AVX2 and four of SSE2. Every lane is
// on its own, so the width changes nothing.
typedef double lanes __attribute__((ext_vector_type(8), aligned(8)));

// A macro, since vectors that are passed would be so in different registers on every processor.
#define LATER(a, b) ((a) > (b) ? (a) : (b))

static inline __attribute__((always_inline)) void joins_loop(
    double *times, const double *delays, const int32_t *start, const int32_t *source,
    const int32_t *delay, int64_t first, int64_t end) {
  lanes *const nodes = (lanes *)times;
  const lanes *const columns = (const lanes *)delays;
  for (int64_t node = first; node < end; node++) {
    int64_t edge = start[node];
    const int64_t last = start[node + 1];
    lanes time = nodes[source[edge]] + columns[delay[edge]];
    for (edge++; edge < last; edge++) {
      const lanes other = nodes[source[edge]] + columns[delay[edge]];
      time = LATER(time, other);
    }
    nodes[node] = time;
  }
}

static inline __attribute__((always_inline)) void sums_loop(
    double *columns, const double *terms, const int32_t *start, const int32_t *term,
    const double *multiple, int64_t count) {
  lanes *const sums = (lanes *)columns;
  const lanes *const values = (const lanes *)terms;
  for (int64_t column = 0; column < count; column++) {
    lanes sum = 0;
    for (int64_t part = start[column]; part < start[column + 1]; part++) {
      sum += values[term[part]] * multiple[part];
    }
    sums[column] = sum;
  }
}

#if HELIOGRAPH_X86
HELIOGRAPH_AVX2 static void joins_avx2(
    double *times, const double *delays, const int32_t *start, const int32_t *source,
    const int32_t *delay, int64_t first, int64_t end) {
  joins_loop(times, delays, start, source, delay, first, end);
}
HELIOGRAPH_AVX512 static void joins_avx512(
    double *times, const double *delays, const int32_t *start, const int32_t *source,
    const int32_t *delay, int64_t first, int64_t end) {
  joins_loop(times, delays, start, source, delay, first, end);
}
HELIOGRAPH_AVX2 static void sums_avx2(
    double *columns, const double *terms, const int32_t *start, const int32_t *term,
    const double *multiple, int64_t count) {
  sums_loop(columns, terms, start, term, multiple, count);
}
HELIOGRAPH_AVX512 static void sums_avx512(
    double *columns, const double *terms, const int32_t *start, const int32_t *term,
    const double *multiple, int64_t count) {
  sums_loop(columns, terms, start, term, multiple, count);
}
#endif

void heliograph_lanes_joins(
    double *times, const double *delays, const int32_t *start, const int32_t *source,
    const int32_t *delay, int64_t first, int64_t end) {
#if HELIOGRAPH_X86
  if (HELIOGRAPH_HAS_AVX512) return joins_avx512(times, delays, start, source, delay, first, end);
  if (HELIOGRAPH_HAS_AVX2) return joins_avx2(times, delays, start, source, delay, first, end);
#endif
  joins_loop(times, delays, start, source, delay, first, end);
}

void heliograph_lanes_sums(
    double *columns, const double *terms, const int32_t *start, const int32_t *term,
    const double *multiple, int64_t count) {
#if HELIOGRAPH_X86
  if (HELIOGRAPH_HAS_AVX512) return sums_avx512(columns, terms, start, term, multiple, count);
  if (HELIOGRAPH_HAS_AVX2) return sums_avx2(columns, terms, start, term, multiple, count);
#endif
  sums_loop(columns, terms, start, term, multiple, count);
}

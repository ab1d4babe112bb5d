// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

#include "processor.h"

static heliograph_lowest_t lowest_from(
    heliograph_lowest_t found, const double *values, int64_t first, int64_t count) {
  for (int64_t index = first; index < count; index++) {
    if (values[index] < found.value) {
      found.value = values[index];
      found.index = index;
    }
  }
  return found;
}

#if HELIOGRAPH_X86

/// The lowest of eight lanes; of equals the lower index.
static heliograph_lowest_t lowest_of_lanes(const double *values, const int64_t *indices) {
  heliograph_lowest_t found = {__builtin_inf(), -1};
  for (int lane = 0; lane < 8; lane++) {
    if (indices[lane] < 0) continue;
    if (values[lane] < found.value ||
        (values[lane] == found.value && indices[lane] < found.index)) {
      found.value = values[lane];
      found.index = indices[lane];
    }
  }
  return found;
}

HELIOGRAPH_AVX2 static heliograph_lowest_t lowest_avx2(const double *values, int64_t count) {
  __m256d low = _mm256_set1_pd(__builtin_inf()), high = low;
  // Indices as the bits of integers; only moved, never computed with.
  __m256d at_low = _mm256_castsi256_pd(_mm256_set1_epi64x(-1)), at_high = at_low;
  __m256i index = _mm256_setr_epi64x(0, 1, 2, 3);
  const __m256i half = _mm256_set1_epi64x(4), eight = _mm256_set1_epi64x(8);
  int64_t next = 0;
  for (; next + 8 <= count; next += 8) {
    const __m256d a = _mm256_loadu_pd(values + next), b = _mm256_loadu_pd(values + next + 4);
    const __m256d a_is_less = _mm256_cmp_pd(a, low, _CMP_LT_OQ);
    const __m256d b_is_less = _mm256_cmp_pd(b, high, _CMP_LT_OQ);
    low = _mm256_blendv_pd(low, a, a_is_less);
    high = _mm256_blendv_pd(high, b, b_is_less);
    at_low = _mm256_blendv_pd(at_low, _mm256_castsi256_pd(index), a_is_less);
    at_high = _mm256_blendv_pd(
        at_high, _mm256_castsi256_pd(_mm256_add_epi64(index, half)), b_is_less);
    index = _mm256_add_epi64(index, eight);
  }
  double lanes[8];
  int64_t indices[8];
  _mm256_storeu_pd(lanes, low);
  _mm256_storeu_pd(lanes + 4, high);
  _mm256_storeu_si256((__m256i *)indices, _mm256_castpd_si256(at_low));
  _mm256_storeu_si256((__m256i *)(indices + 4), _mm256_castpd_si256(at_high));
  return lowest_from(lowest_of_lanes(lanes, indices), values, next, count);
}

HELIOGRAPH_AVX512 static heliograph_lowest_t lowest_avx512(const double *values, int64_t count) {
  __m512d low = _mm512_set1_pd(__builtin_inf());
  __m512i at = _mm512_set1_epi64(-1);
  __m512i index = _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7);
  const __m512i eight = _mm512_set1_epi64(8);
  int64_t next = 0;
  for (; next + 8 <= count; next += 8) {
    const __m512d a = _mm512_loadu_pd(values + next);
    const __mmask8 is_less = _mm512_cmp_pd_mask(a, low, _CMP_LT_OQ);
    low = _mm512_mask_mov_pd(low, is_less, a);
    at = _mm512_mask_mov_epi64(at, is_less, index);
    index = _mm512_add_epi64(index, eight);
  }
  double lanes[8];
  int64_t indices[8];
  _mm512_storeu_pd(lanes, low);
  _mm512_storeu_si512(indices, at);
  return lowest_from(lowest_of_lanes(lanes, indices), values, next, count);
}

#endif

heliograph_lowest_t heliograph_lowest(const double *values, int64_t count) {
#if HELIOGRAPH_X86
  if (HELIOGRAPH_HAS_AVX512) return lowest_avx512(values, count);
  if (HELIOGRAPH_HAS_AVX2) return lowest_avx2(values, count);
#endif
  const heliograph_lowest_t none = {__builtin_inf(), -1};
  return lowest_from(none, values, 0, count);
}

// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

#include "processor.h"

static heliograph_lowest_t lowest_ratio_from(
    heliograph_lowest_t found, const double *numerators, const double *denominators,
    int64_t first, int64_t count) {
  for (int64_t index = first; index < count; index++) {
    if (!(denominators[index] > 0)) continue;
    const double ratio = numerators[index] / denominators[index];
    if (ratio < found.value) {
      found.value = ratio;
      found.index = index;
    }
  }
  return found;
}

#if HELIOGRAPH_X86

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

HELIOGRAPH_AVX2 static heliograph_lowest_t lowest_ratio_avx2(
    const double *numerators, const double *denominators, int64_t count) {
  __m256d low[2], at[2];
  low[0] = low[1] = _mm256_set1_pd(__builtin_inf());
  at[0] = at[1] = _mm256_castsi256_pd(_mm256_set1_epi64x(-1));
  __m256i index[2] = {_mm256_setr_epi64x(0, 1, 2, 3), _mm256_setr_epi64x(4, 5, 6, 7)};
  const __m256i eight = _mm256_set1_epi64x(8);
  const __m256d zero = _mm256_setzero_pd();
  int64_t next = 0;
  for (; next + 8 <= count; next += 8) {
    for (int half = 0; half < 2; half++) {
      const __m256d below = _mm256_loadu_pd(denominators + next + 4 * half);
      const __m256d ratio =
          _mm256_div_pd(_mm256_loadu_pd(numerators + next + 4 * half), below);
      const __m256d is_less = _mm256_and_pd(
          _mm256_cmp_pd(below, zero, _CMP_GT_OQ), _mm256_cmp_pd(ratio, low[half], _CMP_LT_OQ));
      low[half] = _mm256_blendv_pd(low[half], ratio, is_less);
      at[half] = _mm256_blendv_pd(at[half], _mm256_castsi256_pd(index[half]), is_less);
      index[half] = _mm256_add_epi64(index[half], eight);
    }
  }
  double lanes[8];
  int64_t indices[8];
  for (int half = 0; half < 2; half++) {
    _mm256_storeu_pd(lanes + 4 * half, low[half]);
    _mm256_storeu_si256((__m256i *)(indices + 4 * half), _mm256_castpd_si256(at[half]));
  }
  return lowest_ratio_from(
      lowest_of_lanes(lanes, indices), numerators, denominators, next, count);
}

HELIOGRAPH_AVX512 static heliograph_lowest_t lowest_ratio_avx512(
    const double *numerators, const double *denominators, int64_t count) {
  __m512d low = _mm512_set1_pd(__builtin_inf());
  __m512i at = _mm512_set1_epi64(-1);
  __m512i index = _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7);
  const __m512i eight = _mm512_set1_epi64(8);
  const __m512d zero = _mm512_setzero_pd();
  int64_t next = 0;
  for (; next + 8 <= count; next += 8) {
    const __m512d below = _mm512_loadu_pd(denominators + next);
    const __m512d ratio = _mm512_div_pd(_mm512_loadu_pd(numerators + next), below);
    const __mmask8 is_less = _mm512_mask_cmp_pd_mask(
        _mm512_cmp_pd_mask(below, zero, _CMP_GT_OQ), ratio, low, _CMP_LT_OQ);
    low = _mm512_mask_mov_pd(low, is_less, ratio);
    at = _mm512_mask_mov_epi64(at, is_less, index);
    index = _mm512_add_epi64(index, eight);
  }
  double lanes[8];
  int64_t indices[8];
  _mm512_storeu_pd(lanes, low);
  _mm512_storeu_si512(indices, at);
  return lowest_ratio_from(
      lowest_of_lanes(lanes, indices), numerators, denominators, next, count);
}

#endif

heliograph_lowest_t heliograph_lowest_ratio(
    const double *numerators, const double *denominators, int64_t count) {
#if HELIOGRAPH_X86
  if (HELIOGRAPH_HAS_AVX512) return lowest_ratio_avx512(numerators, denominators, count);
  if (HELIOGRAPH_HAS_AVX2) return lowest_ratio_avx2(numerators, denominators, count);
#endif
  const heliograph_lowest_t none = {__builtin_inf(), -1};
  return lowest_ratio_from(none, numerators, denominators, 0, count);
}

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

/// The lowest of some lanes; of equals the lower index.
static heliograph_lowest_t lowest_of_lanes(
    const double *values, const int64_t *indices, int lanes) {
  heliograph_lowest_t found = {__builtin_inf(), -1};
  for (int lane = 0; lane < lanes; lane++) {
    if (indices[lane] < 0) continue;
    if (values[lane] < found.value ||
        (values[lane] == found.value && indices[lane] < found.index)) {
      found.value = values[lane];
      found.index = indices[lane];
    }
  }
  return found;
}

// Each comparison waits for the one before it in its lane, so four sets of lanes go side by side.
// How many lanes there are cannot be seen in the answer.
enum { sets = 4 };

HELIOGRAPH_AVX2 static heliograph_lowest_t lowest_avx2(const double *values, int64_t count) {
  __m256d low[sets], at[sets];
  for (int set = 0; set < sets; set++) {
    low[set] = _mm256_set1_pd(__builtin_inf());
    // Indices as the bits of integers; only moved, never computed with.
    at[set] = _mm256_castsi256_pd(_mm256_set1_epi64x(-1));
  }
  __m256i index = _mm256_setr_epi64x(0, 1, 2, 3);
  const __m256i four = _mm256_set1_epi64x(4);
  int64_t next = 0;
  for (; next + 4 * sets <= count; next += 4 * sets) {
    for (int set = 0; set < sets; set++) {
      const __m256d a = _mm256_loadu_pd(values + next + 4 * set);
      const __m256d is_less = _mm256_cmp_pd(a, low[set], _CMP_LT_OQ);
      low[set] = _mm256_blendv_pd(low[set], a, is_less);
      at[set] = _mm256_blendv_pd(at[set], _mm256_castsi256_pd(index), is_less);
      index = _mm256_add_epi64(index, four);
    }
  }
  double lanes[4 * sets];
  int64_t indices[4 * sets];
  for (int set = 0; set < sets; set++) {
    _mm256_storeu_pd(lanes + 4 * set, low[set]);
    _mm256_storeu_si256((__m256i *)(indices + 4 * set), _mm256_castpd_si256(at[set]));
  }
  return lowest_from(lowest_of_lanes(lanes, indices, 4 * sets), values, next, count);
}

HELIOGRAPH_AVX512 static heliograph_lowest_t lowest_avx512(const double *values, int64_t count) {
  __m512d low[sets];
  __m512i at[sets];
  for (int set = 0; set < sets; set++) {
    low[set] = _mm512_set1_pd(__builtin_inf());
    at[set] = _mm512_set1_epi64(-1);
  }
  __m512i index = _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7);
  const __m512i eight = _mm512_set1_epi64(8);
  int64_t next = 0;
  for (; next + 8 * sets <= count; next += 8 * sets) {
    for (int set = 0; set < sets; set++) {
      const __m512d a = _mm512_loadu_pd(values + next + 8 * set);
      const __mmask8 is_less = _mm512_cmp_pd_mask(a, low[set], _CMP_LT_OQ);
      low[set] = _mm512_mask_mov_pd(low[set], is_less, a);
      at[set] = _mm512_mask_mov_epi64(at[set], is_less, index);
      index = _mm512_add_epi64(index, eight);
    }
  }
  double lanes[8 * sets];
  int64_t indices[8 * sets];
  for (int set = 0; set < sets; set++) {
    _mm512_storeu_pd(lanes + 8 * set, low[set]);
    _mm512_storeu_si512(indices + 8 * set, at[set]);
  }
  return lowest_from(lowest_of_lanes(lanes, indices, 8 * sets), values, next, count);
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

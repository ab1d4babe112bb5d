// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

#ifndef HELIOGRAPH_CKERNELS_H
#define HELIOGRAPH_CKERNELS_H

#include <stdint.h>

// Loops over plain columns. Each takes the widest instructions that the processor has, and gives
// the same bits with all of them: eight lanes, reduced in one order, no fused operations, no library
// functions. Values are never NaN.

/// The lowest value below infinity and its index, the lower of equals; infinity and -1 where there
/// is none.
typedef struct {
  double value;
  int64_t index;
} heliograph_lowest_t;

heliograph_lowest_t heliograph_lowest(const double *values, int64_t count);

/// The lowest of numerators[i] / denominators[i] over denominators above zero.
heliograph_lowest_t heliograph_lowest_ratio(
    const double *numerators, const double *denominators, int64_t count);

/// values[i] = max(values[i] - rates[i] * span, 0).
void heliograph_advance(double *values, const double *rates, double span, int64_t count);

/// column[indices[i]] = value.
void heliograph_scatter(double value, double *column, const int32_t *indices, int64_t count);

/// values[i] += amount.
void heliograph_add(double amount, double *values, int64_t count);

/// values[i] = values[2 i] + values[2 i + 1] for i below count.
void heliograph_merge_pairs(double *values, int64_t count);

/// The sum of values[i] * weights[i]: lane l sums what stands at l modulo 8, in order, then
/// ((l0 + l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7)).
double heliograph_weighted_sum(const double *values, const double *weights, int64_t count);

/// Eight lanes, side by side in every column. For each node from first to end, what it waits for last:
/// the largest of times[source[e]] + delays[delay[e]] over its edges start[node] <= e < start[node + 1],
/// of which there is at least one.
void heliograph_lanes_joins(
    double *times, const double *delays, const int32_t *start, const int32_t *source,
    const int32_t *delay, int64_t first, int64_t end);

/// Eight lanes, side by side in every column. columns[c] is the sum of terms[term[p]] * multiple[p]
/// over start[c] <= p < start[c + 1], in this order.
void heliograph_lanes_sums(
    double *columns, const double *terms, const int32_t *start, const int32_t *term,
    const double *multiple, int64_t count);

/// 512 where AVX-512 is used, 256 for AVX2, else 0: plain C.
int32_t heliograph_vector_bits(void);

/// Asks for the cache line of an address that will be read and written soon. Never faults.
static inline void heliograph_prefetch(const void *address) { __builtin_prefetch(address, 1, 3); }

#endif

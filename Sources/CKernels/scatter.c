// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

#include "processor.h"

// Plain C only: AVX2 has no scatter, and that of AVX-512 writes one lane after the other.
void heliograph_scatter(double value, double *column, const int32_t *indices, int64_t count) {
  for (int64_t index = 0; index < count; index++) column[indices[index]] = value;
}

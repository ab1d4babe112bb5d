// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

#include "processor.h"

int32_t heliograph_vector_bits(void) {
#if HELIOGRAPH_X86
  if (HELIOGRAPH_HAS_AVX512) return 512;
  if (HELIOGRAPH_HAS_AVX2) return 256;
#endif
  return 0;
}

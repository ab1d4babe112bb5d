// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

#ifndef HELIOGRAPH_PROCESSOR_H
#define HELIOGRAPH_PROCESSOR_H

#include "CKernels.h"

// A product and a sum are two roundings on every processor. Every file includes this one.
#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__)
#include <immintrin.h>
#define HELIOGRAPH_X86 1
#define HELIOGRAPH_AVX2 __attribute__((target("avx2")))
#define HELIOGRAPH_AVX512 __attribute__((target("avx512f")))
#define HELIOGRAPH_HAS_AVX2 __builtin_cpu_supports("avx2")
#define HELIOGRAPH_HAS_AVX512 __builtin_cpu_supports("avx512f")
#endif

#endif

// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

#ifndef HELIOGRAPH_CKERNELS_H
#define HELIOGRAPH_CKERNELS_H

/// Asks for the cache line of an address that will be read and written soon. Never faults.
static inline void heliograph_prefetch(const void *address) { __builtin_prefetch(address, 1, 3); }

#endif

// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

public import CKernels

/// Asks for the memory at an address that will be read and written soon; changes nothing else.
@inlinable @inline(__always)
public func prefetch(_ address: UnsafeRawPointer) { heliograph_prefetch(address) }

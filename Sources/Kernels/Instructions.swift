// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CKernels

/// What the kernels run on here.
public enum Instructions {
  /// 512 with AVX-512, 256 with AVX2, 0 for plain C. The answers are the same bits with each.
  public static var vectorBits: Int { Int(heliograph_vector_bits()) }
}

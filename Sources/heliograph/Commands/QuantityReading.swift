// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Reads the value of an option that takes a number and its unit.
func readQuantity<D: Dimension>(_ text: String) throws -> Quantity<D> {
  try Quantity<D>(parsing: text)
}

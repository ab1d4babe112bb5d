// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CHDF5

extension HDF5Object {
  /// Turns a dataset of one dimension into a dimension scale, attached to nothing yet.
  func makeScale(_ name: String) throws(HDF5Error) {
    try HDF5Library.check(H5DSset_scale(id, name), "make a dimension scale", place)
  }

  /// Names the scales of every dimension, in order. A scale is not attached to itself.
  func attach(_ scale: borrowing HDF5Object, dimension: Int = 0) throws(HDF5Error) {
    try HDF5Library.check(
      H5DSattach_scale(id, scale.id, UInt32(dimension)), "attach a dimension scale", place)
  }

  /// A scale that numbers the rows of its users.
  func writeIndex(_ name: String, count: Int, _ longName: String) throws(HDF5Error) -> HDF5Object {
    let scale = try write(name, Array(0..<Int32(count)), DatasetText(longName, units: "1"))
    try scale.makeScale(name)
    return scale
  }
}

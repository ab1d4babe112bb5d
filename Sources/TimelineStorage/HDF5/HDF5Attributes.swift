// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CHDF5

extension HDF5Object {
  func setAttribute(_ name: String, _ value: String) throws(HDF5Error) {
    let type = try makeStringType(for: place)
    let space = try HDF5Object(H5Screate(H5S_SCALAR), "make an attribute's space", place)
    try withCStrings([value]) { (text) throws(HDF5Error) in
      try writeAttribute(name, type.id, type.id, space.id, text)
    }
  }

  func setAttribute(_ name: String, _ values: [String]) throws(HDF5Error) {
    let type = try makeStringType(for: place)
    let space = try makeSpace([values.count])
    try withCStrings(values) { (text) throws(HDF5Error) in
      try writeAttribute(name, type.id, type.id, space.id, text)
    }
  }

  func setAttribute<Element: HDF5Element>(
    _ name: String, _ values: [Element]
  ) throws(HDF5Error) {
    let space = try makeSpace([values.count])
    try values.withUnsafeBufferPointer { (elements) throws(HDF5Error) in
      try writeAttribute(
        name, Element.fileType, Element.memoryType, space.id, elements.baseAddress)
    }
  }

  private func writeAttribute(
    _ name: String, _ fileType: hid_t, _ memoryType: hid_t, _ space: hid_t,
    _ value: UnsafeRawPointer?
  ) throws(HDF5Error) {
    let place = place.attribute(name)
    let attribute = try HDF5Object(
      H5Acreate2(id, name, fileType, space, hdf5_default(), hdf5_default()), "create attribute",
      place)
    try HDF5Library.check(H5Awrite(attribute.id, memoryType, value), "write attribute", place)
  }

  /// The text of an attribute, or nil where there is none of that name or it is no text.
  func stringAttribute(_ name: String) throws(HDF5Error) -> String? {
    let place = place.attribute(name)
    guard try HDF5Library.check(H5Aexists(id, name), "look for attribute", place) > 0 else {
      return nil
    }
    let attribute = try HDF5Object(
      H5Aopen(id, name, hdf5_default()), "open attribute", place)
    let stored = try HDF5Object(H5Aget_type(attribute.id), "read attribute", place)
    let space = try HDF5Object(H5Aget_space(attribute.id), "read attribute", place)
    guard H5Tis_variable_str(stored.id) > 0, H5Sget_simple_extent_npoints(space.id) == 1 else {
      return nil
    }
    let type = try makeStringType(for: place)
    var text: UnsafeMutablePointer<CChar>?
    let code = H5Aread(attribute.id, type.id, &text)
    try HDF5Library.check(code, "read attribute", place)
    defer { H5free_memory(text) }
    return text.map { String(cString: $0) } ?? ""
  }
}

extension HDF5Object {
  func makeSpace(_ shape: [Int], growing: Bool = false) throws(HDF5Error) -> HDF5Object {
    let lengths = shape.map { hsize_t($0) }
    var limits = lengths
    if growing, !limits.isEmpty { limits[0] = hdf5_unlimited() }
    let rank = Int32(shape.count)
    return try HDF5Object(
      shape.isEmpty ? H5Screate(H5S_SCALAR) : H5Screate_simple(rank, lengths, limits),
      "make a space of \(shape)", place)
  }
}

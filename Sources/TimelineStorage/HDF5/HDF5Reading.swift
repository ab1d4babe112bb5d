// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CHDF5

extension HDF5Object {
  /// Lengths of a dataset's dimensions, slowest first; none for a scalar.
  func shape() throws(HDF5Error) -> [Int] {
    let space = try HDF5Object(H5Dget_space(id), "read the shape of", place)
    let rank = try HDF5Library.check(
      H5Sget_simple_extent_ndims(space.id), "read the shape of", place)
    var lengths = [hsize_t](repeating: 0, count: Int(rank))
    try HDF5Library.check(
      H5Sget_simple_extent_dims(space.id, &lengths, nil), "read the shape of", place)
    let shape = lengths.compactMap { Int(exactly: $0) }
    guard shape.count == lengths.count else { throw refusal("it has a dimension of \(lengths)") }
    return shape
  }

  /// All numbers of a dataset in this group, whose shape must be the one that is given, or any of
  /// one dimension where that is nil.
  func read<Element: HDF5Element & Numeric>(
    _ name: String, as type: Element.Type = Element.self, shape expected: [Int]? = nil
  ) throws(HDF5Error) -> [Element] {
    let dataset = try openDataset(name)
    let shape = try dataset.shape()
    try dataset.require(shape, expected)
    try dataset.require(numbersOf: type)
    let count = try dataset.plausibleCount(of: shape)
    guard count > 0 else { return [] }
    var values = [Element](repeating: .zero, count: count)
    let code = values.withUnsafeMutableBytes { bytes in
      H5Dread(
        dataset.id, Element.memoryType, hdf5_all(), hdf5_all(), hdf5_default(), bytes.baseAddress)
    }
    try HDF5Library.check(code, "read dataset", dataset.place)
    return values
  }

  /// Some rows of a column in this group.
  func read<Element: HDF5Element & Numeric>(
    _ name: String, rows: Range<Int>, as type: Element.Type = Element.self
  ) throws(HDF5Error) -> [Element] {
    let dataset = try openDataset(name)
    let shape = try dataset.shape()
    guard shape.count == 1, rows.upperBound <= shape[0] else {
      throw dataset.refusal("it has the shape \(shape) and no rows \(rows)")
    }
    try dataset.require(numbersOf: type)
    let space = try HDF5Object(H5Dget_space(dataset.id), "read dataset", dataset.place)
    let start = [hsize_t(rows.lowerBound)]
    let count = [hsize_t(rows.count)]
    try HDF5Library.check(
      H5Sselect_hyperslab(space.id, H5S_SELECT_SET, start, nil, count, nil), "select rows",
      dataset.place)
    let memory = try makeSpace([rows.count])
    var values = [Element](repeating: .zero, count: rows.count)
    let code = values.withUnsafeMutableBytes { bytes in
      H5Dread(
        dataset.id, Element.memoryType, memory.id, space.id, hdf5_default(), bytes.baseAddress)
    }
    try HDF5Library.check(code, "read dataset", dataset.place)
    return values
  }

  func readScalar<Element: HDF5Element & Numeric>(
    _ name: String, as type: Element.Type = Element.self
  ) throws(HDF5Error) -> Element {
    try read(name, as: type, shape: [])[0]
  }

  /// All strings of a dataset in this group.
  func readStrings(_ name: String, shape expected: [Int]) throws(HDF5Error) -> [String] {
    let dataset = try openDataset(name)
    let shape = try dataset.shape()
    try dataset.require(shape, expected)
    let stored = try HDF5Object(H5Dget_type(dataset.id), "read the type of", dataset.place)
    guard H5Tis_variable_str(stored.id) > 0 else { throw dataset.refusal("it is not text") }
    let count = try dataset.plausibleCount(of: shape)
    guard count > 0 else { return [] }
    let type = try makeStringType(for: dataset.place)
    var pointers = [UnsafeMutablePointer<CChar>?](repeating: nil, count: count)
    let code = H5Dread(dataset.id, type.id, hdf5_all(), hdf5_all(), hdf5_default(), &pointers)
    defer { for pointer in pointers { H5free_memory(pointer) } }
    try HDF5Library.check(code, "read dataset", dataset.place)
    return pointers.map { $0.map { String(cString: $0) } ?? "" }
  }

  func readString(_ name: String) throws(HDF5Error) -> String {
    try readStrings(name, shape: [])[0]
  }

  func refusal(_ reason: String) -> HDF5Error {
    HDF5Error(operation: "use dataset", path: place.path, stack: reason)
  }

  private func require(_ shape: [Int], _ expected: [Int]?) throws(HDF5Error) {
    if let expected, shape != expected {
      throw refusal("it has the shape \(shape), where the rest of the file needs \(expected)")
    }
    if expected == nil, shape.count != 1 { throw refusal("it has the shape \(shape)") }
  }

  private func require<Element: HDF5Element>(numbersOf: Element.Type) throws(HDF5Error) {
    let type = try HDF5Object(H5Dget_type(id), "read the type of", place)
    let wanted = Element.isInteger ? H5T_INTEGER : H5T_FLOAT
    guard H5Tget_class(type.id) == wanted else {
      throw refusal("it holds no \(Element.isInteger ? "integers" : "floating-point numbers")")
    }
  }

  /// The number of elements, if the file can hold that many: an altered length must not become a
  /// request for all memory.
  private func plausibleCount(of shape: [Int]) throws(HDF5Error) -> Int {
    let type = try HDF5Object(H5Dget_type(id), "read the type of", place)
    let width = H5Tget_size(type.id)
    var bytes = width
    for length in shape {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: length)
      guard !overflow else { throw refusal("its shape is \(shape)") }
      bytes = product
    }
    // Deflate shrinks by 1,032 at most.
    let stored = Double(H5Dget_storage_size(id))
    guard bytes == 0 || Double(bytes) <= (stored + 64) * 1032 else {
      throw refusal("its shape is \(shape), for \(Int(stored)) bytes in the file")
    }
    return bytes / max(width, 1)
  }
}

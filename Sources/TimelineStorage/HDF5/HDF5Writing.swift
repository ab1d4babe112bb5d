// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CHDF5

/// What every dataset says about itself.
struct DatasetText {
  /// In the spelling of UDUNITS: s, J, W, byte, 1.
  var units: String
  var longName: String
  var comment: String?

  init(_ longName: String, units: String, comment: String? = nil) {
    self.units = units
    self.longName = longName
    self.comment = comment
  }
}

/// Rows in one chunk of a column, and the target of elements in one of a matrix: half a megabyte
/// of doubles, large enough to compress well and to read at disk speed.
let elementsPerChunk = 65_536

/// How the elements of a dataset lie in the file.
enum DatasetStorage {
  /// Chunked and compressed, with a first dimension that can be extended.
  case growing
  /// Chunked and compressed, unless there are no elements or only one.
  case fixed
  /// In one piece. For text: what a chunk of it would hold is pointers.
  case contiguous

  /// Lengths of a chunk, or nil where there are none. Of a matrix: whole rows, as many as make up
  /// about `elementsPerChunk`.
  func chunk(of shape: [Int]) -> [hsize_t]? {
    switch self {
    case .growing: return [hsize_t(elementsPerChunk)]
    case .contiguous: return nil
    case .fixed:
      guard let rows = shape.first, !shape.contains(0) else { return nil }
      let tail = shape.dropFirst().map { min($0, elementsPerChunk) }
      let rowLength = tail.reduce(1, *)
      return ([min(rows, max(elementsPerChunk / rowLength, 1))] + tail).map { hsize_t($0) }
    }
  }
}

extension HDF5Object {
  /// How files are opened: without HDF5's own locks. A file is written under a name of its own and
  /// never again, so a lock protects nothing; and parallel file systems refuse locks, as does a
  /// file whose descriptor a child process has inherited.
  static func unlockedAccess(for place: HDF5Place) throws(HDF5Error) -> HDF5Object {
    let access = try HDF5Object(H5Pcreate(hdf5_class_file_access()), "make properties", place)
    try HDF5Library.check(
      H5Pset_file_locking(access.id, false, true), "make properties", place)
    return access
  }

  /// A property list that keeps the order of creation and no times: two runs give the same bytes.
  static func creationProperties(
    _ propertyClass: hid_t, for place: HDF5Place
  ) throws(HDF5Error) -> HDF5Object {
    let list = try HDF5Object(H5Pcreate(propertyClass), "make properties", place)
    try HDF5Library.check(H5Pset_obj_track_times(list.id, false), "make properties", place)
    try HDF5Library.check(
      H5Pset_attr_creation_order(list.id, hdf5_track_order()), "make properties", place)
    return list
  }

  func createGroup(_ name: String, nexusClass: String) throws(HDF5Error) -> HDF5Object {
    let place = place.child(name)
    let properties = try Self.creationProperties(hdf5_class_group_create(), for: place)
    try HDF5Library.check(
      H5Pset_link_creation_order(properties.id, hdf5_track_order()), "make properties", place)
    let group = try HDF5Object(
      H5Gcreate2(id, name, hdf5_default(), properties.id, hdf5_default()), "create group", place)
    try group.setAttribute("NX_class", nexusClass)
    return group
  }

  /// A dataset with nothing in it yet. The shape is its lengths, slowest first; none for a scalar.
  func createDataset(
    _ name: String, type: hid_t, shape: [Int], storage: DatasetStorage
  ) throws(HDF5Error) -> HDF5Object {
    let place = place.child(name)
    let properties = try Self.creationProperties(hdf5_class_dataset_create(), for: place)
    if let chunk = storage.chunk(of: shape) {
      let rank = Int32(shape.count)
      try HDF5Library.check(H5Pset_chunk(properties.id, rank, chunk), "set chunks", place)
      try HDF5Library.check(H5Pset_shuffle(properties.id), "set the shuffle filter", place)
      try HDF5Library.check(H5Pset_deflate(properties.id, 1), "set the deflate filter", place)
    }
    let space = try makeSpace(shape, growing: storage == .growing)
    return try HDF5Object(
      H5Dcreate2(id, name, type, space.id, hdf5_default(), properties.id, hdf5_default()),
      "create dataset", place)
  }

  func describe(_ text: DatasetText) throws(HDF5Error) {
    try setAttribute("long_name", text.longName)
    try setAttribute("units", text.units)
    if let comment = text.comment { try setAttribute("comment", comment) }
  }

  /// A dataset of numbers with its text, written whole.
  @discardableResult
  func write<Element: HDF5Element>(
    _ name: String, _ values: [Element], shape: [Int]? = nil, _ text: DatasetText
  ) throws(HDF5Error) -> HDF5Object {
    let shape = shape ?? [values.count]
    precondition(shape.reduce(1, *) == values.count, "\(name) has another shape than its values")
    let storage = DatasetStorage.fixed
    let dataset = try createDataset(name, type: Element.fileType, shape: shape, storage: storage)
    try dataset.describe(text)
    if let lengths = storage.chunk(of: shape) {
      try dataset.writeChunks(width: Element.width, shape: shape, lengths: lengths) {
        $1.add(values, $0)
      }
    } else if !values.isEmpty {
      let code = values.withUnsafeBytes { bytes in
        H5Dwrite(
          dataset.id, Element.memoryType, hdf5_all(), hdf5_all(), hdf5_default(),
          bytes.baseAddress)
      }
      try dataset.checkWritten(code)
    }
    return dataset
  }

  /// Throws where values did not reach the file.
  ///
  /// A write that succeeds may only have reached HDF5's cache of chunks, and closing the dataset,
  /// which empties the cache, has nobody to report to: a full disk would go unseen.
  private func checkWritten(_ code: herr_t) throws(HDF5Error) {
    try HDF5Library.check(code, "write dataset", place)
    try HDF5Library.check(H5Dflush(id), "write dataset", place)
  }

  /// One number, with no dimension.
  func writeScalar<Element: HDF5Element>(
    _ name: String, _ value: Element, _ text: DatasetText
  ) throws(HDF5Error) {
    try write(name, [value], shape: [], text)
  }

  /// A column of text with its long name.
  @discardableResult
  func write(_ name: String, _ strings: [String], longName: String) throws(HDF5Error) -> HDF5Object
  {
    try writeStrings(name, strings, shape: [strings.count], longName: longName)
  }

  func writeScalar(_ name: String, _ string: String, longName: String) throws(HDF5Error) {
    try writeStrings(name, [string], shape: [], longName: longName)
  }

  @discardableResult
  private func writeStrings(
    _ name: String, _ strings: [String], shape: [Int], longName: String
  ) throws(HDF5Error) -> HDF5Object {
    let type = try makeStringType(for: place.child(name))
    let dataset = try createDataset(name, type: type.id, shape: shape, storage: .contiguous)
    try dataset.setAttribute("long_name", longName)
    guard !strings.isEmpty else { return dataset }
    let code = withCStrings(strings) { text in
      H5Dwrite(dataset.id, type.id, hdf5_all(), hdf5_all(), hdf5_default(), text)
    }
    try dataset.checkWritten(code)
    return dataset
  }
}

// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CHDF5

/// An open file, group, dataset, space, type or property list: closed when it goes out of scope.
///
/// Lives only inside `HDF5Library.exclusively`, which also covers its end.
struct HDF5Object: ~Copyable {
  private(set) var id: hid_t
  private(set) var place: HDF5Place

  /// Takes over an identifier that a call returned; throws where it is an error code.
  init(_ id: hid_t, _ operation: String, _ place: HDF5Place) throws(HDF5Error) {
    self.id = try HDF5Library.check(id, operation, place)
    self.place = place
  }

  deinit { if id >= 0 { H5Idec_ref(id) } }

  /// Closes at once, where the end of the scope could not report that it failed.
  mutating func close() throws(HDF5Error) {
    let code = H5Idec_ref(id)
    id = -1
    // The descriptor may belong to another file by now.
    try HDF5Library.check(code, "close", HDF5Place(place.path))
  }

  /// Makes what lies in this file from now on stop being written after an error.
  mutating func guardWrites() throws(HDF5Error) {
    var handle: UnsafeMutableRawPointer?
    let code = H5Fget_vfd_handle(id, hdf5_default(), &handle)
    try HDF5Library.check(code, "find the descriptor of", place)
    place.descriptor = handle?.load(as: Int32.self)
  }

  /// Whether this group holds something of that name.
  func has(_ name: String) throws(HDF5Error) -> Bool {
    try HDF5Library.check(H5Lexists(id, name, hdf5_default()), "look for", place.child(name)) > 0
  }

  func openGroup(_ name: String) throws(HDF5Error) -> HDF5Object {
    let place = place.child(name)
    return try HDF5Object(H5Gopen2(id, name, hdf5_default()), "open group", place)
  }

  func openDataset(_ name: String) throws(HDF5Error) -> HDF5Object {
    let place = place.child(name)
    return try HDF5Object(H5Dopen2(id, name, hdf5_default()), "open dataset", place)
  }
}

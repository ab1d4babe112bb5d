// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CHDF5

/// An open file, group, dataset, space, type or property list: closed when it goes out of scope.
///
/// Lives only inside `HDF5Library.exclusively`, which also covers its end.
struct HDF5Object: ~Copyable {
  private(set) var id: hid_t
  /// For messages: the file, and the object in it.
  let path: String

  /// Takes over an identifier that a call returned; throws where it is an error code.
  init(_ id: hid_t, _ operation: String, _ path: String) throws(HDF5Error) {
    self.id = try HDF5Library.check(id, operation, path)
    self.path = path
  }

  deinit { if id >= 0 { H5Idec_ref(id) } }

  /// Closes at once, where the end of the scope could not report that it failed.
  mutating func close() throws(HDF5Error) {
    let code = H5Idec_ref(id)
    id = -1
    try HDF5Library.check(code, "close", path)
  }

  func path(of child: String) -> String { path.hasSuffix("/") ? path + child : "\(path)/\(child)" }

  func openGroup(_ name: String) throws(HDF5Error) -> HDF5Object {
    let place = path(of: name)
    return try HDF5Object(H5Gopen2(id, name, hdf5_default()), "open group", place)
  }

  func openDataset(_ name: String) throws(HDF5Error) -> HDF5Object {
    let place = path(of: name)
    return try HDF5Object(H5Dopen2(id, name, hdf5_default()), "open dataset", place)
  }

  /// Whether a link of that name leads to an object.
  func contains(_ name: String) throws(HDF5Error) -> Bool {
    let place = path(of: name)
    return try HDF5Library.check(H5Lexists(id, name, hdf5_default()), "look for", place) > 0
  }
}

// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CHDF5
import Foundation

/// Where a call of the library works: for messages, and to stop writing there after one that
/// failed.
struct HDF5Place: CustomStringConvertible {
  /// The file, and the object in it.
  var path: String
  /// The system's descriptor of a file that is being written.
  var descriptor: Int32?

  init(_ path: String, descriptor: Int32? = nil) {
    self.path = path
    self.descriptor = descriptor
  }

  var description: String { path }

  func child(_ name: String) -> HDF5Place {
    HDF5Place(path.hasSuffix("/") ? path + name : "\(path)/\(name)", descriptor: descriptor)
  }

  func attribute(_ name: String) -> HDF5Place {
    HDF5Place("\(path)@\(name)", descriptor: descriptor)
  }

  /// Sends everything that is still to be written nowhere.
  ///
  /// After a write that failed, HDF5 tries again whenever it closes an object, and where that
  /// fails too it leaves pointers to what it freed: 1.10 then crashes when the process ends. The
  /// file is lost anyway, so the remaining writes may as well succeed.
  func discardWrites() {
    guard let descriptor else { return }
    let nowhere = open("/dev/null", O_RDWR)
    guard nowhere >= 0 else { return }
    dup2(nowhere, descriptor)
    close(nowhere)
  }
}

// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CHDF5

/// Variable-length UTF-8, the spelling of text that every reader takes.
func makeStringType(for place: HDF5Place) throws(HDF5Error) -> HDF5Object {
  let type = try HDF5Object(H5Tcopy(hdf5_c_string()), "make a string type", place)
  try HDF5Library.check(H5Tset_size(type.id, hdf5_variable_length()), "make a string type", place)
  try HDF5Library.check(H5Tset_cset(type.id, H5T_CSET_UTF8), "make a string type", place)
  return type
}

/// The strings as an array of pointers to NUL-terminated UTF-8, which is how HDF5 takes them.
///
/// Text after a NUL is not stored: no format here can hold one.
func withCStrings<Result, Failure: Error>(
  _ strings: [String], _ body: (UnsafeRawPointer?) throws(Failure) -> Result
) throws(Failure) -> Result {
  var bytes: [CChar] = []
  var offsets: [Int] = []
  for string in strings {
    offsets.append(bytes.count)
    bytes += string.utf8.map { CChar(bitPattern: $0) }
    bytes.append(0)
  }
  let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: max(bytes.count, 1))
  let pointers = UnsafeMutableBufferPointer<UnsafePointer<CChar>?>.allocate(
    capacity: max(strings.count, 1))
  defer {
    copy.deallocate()
    pointers.deallocate()
  }
  _ = copy.update(fromContentsOf: bytes)
  for (index, offset) in offsets.enumerated() {
    pointers.initializeElement(at: index, to: copy.baseAddress.map { UnsafePointer($0 + offset) })
  }
  return try body(UnsafeRawPointer(pointers.baseAddress))
}

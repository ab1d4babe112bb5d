// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CHDF5

/// A number that a dataset can hold.
protocol HDF5Element: BitwiseCopyable, Sendable {
  /// As it lies in the file: little-endian.
  static var fileType: hid_t { get }
  /// As it lies in memory.
  static var memoryType: hid_t { get }
  static var isInteger: Bool { get }
}

extension HDF5Element {
  /// Bytes of an element, in memory and in the file.
  static var width: Int { MemoryLayout<Self>.stride }
}

extension HDF5Element where Self: FixedWidthInteger { static var isInteger: Bool { true } }
extension HDF5Element where Self: FloatingPoint { static var isInteger: Bool { false } }

extension Int8: HDF5Element {
  static var fileType: hid_t { hdf5_file_i8() }
  static var memoryType: hid_t { hdf5_native_i8() }
}

extension Int32: HDF5Element {
  static var fileType: hid_t { hdf5_file_i32() }
  static var memoryType: hid_t { hdf5_native_i32() }
}

extension Int64: HDF5Element {
  static var fileType: hid_t { hdf5_file_i64() }
  static var memoryType: hid_t { hdf5_native_i64() }
}

extension UInt64: HDF5Element {
  static var fileType: hid_t { hdf5_file_u64() }
  static var memoryType: hid_t { hdf5_native_u64() }
}

extension Float: HDF5Element {
  static var fileType: hid_t { hdf5_file_f32() }
  static var memoryType: hid_t { hdf5_native_f32() }
}

extension Double: HDF5Element {
  static var fileType: hid_t { hdf5_file_f64() }
  static var memoryType: hid_t { hdf5_native_f64() }
}

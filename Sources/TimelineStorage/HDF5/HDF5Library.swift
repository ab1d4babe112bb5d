// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CHDF5
import Foundation

/// The one libhdf5 of this process.
enum HDF5Library {
  /// The library keeps its state in globals and, where it was built without thread safety, does
  /// not guard them; where it was, it has a single lock of its own. So one lock here loses nothing
  /// and makes either build safe. Recursive: a reader's block may write another file.
  private static let lock = NSRecursiveLock()

  /// Keeps the library from closing at the end of the process what could not be closed before.
  ///
  /// A file whose closing failed, on a full disk say, leaves an identifier of what was freed, and
  /// 1.10 crashes on it in its exit handler. Whoever opens something here closes it, so that handler
  /// has nothing else to do. Must come before any other call of the library.
  private static let leavesExitAlone: Bool = H5dont_atexit() >= 0

  /// Runs calls of the library one thread at a time, with its printing of errors switched off: the
  /// error stack goes into an `HDF5Error` instead.
  static func exclusively<Result: ~Copyable, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    lock.lock()
    _ = leavesExitAlone
    let printing = hdf5_silence_errors()
    defer {
      hdf5_restore_errors(printing)
      lock.unlock()
    }
    return try body()
  }

  /// Passes on what a call returned, or throws the library's error stack where it is negative,
  /// after which nothing is written to that file any more.
  ///
  /// Must run on the thread that made the call: the stack is kept for each thread.
  @discardableResult
  static func check<Code: SignedInteger>(
    _ code: Code, _ operation: String, _ place: HDF5Place
  ) throws(HDF5Error) -> Code {
    guard code < 0 else { return code }
    let stack = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) { buffer in
      guard let base = buffer.baseAddress else { return "" }
      hdf5_take_error_stack(base, buffer.count)
      return String(cString: base)
    }
    place.discardWrites()
    throw HDF5Error(operation: operation, path: place.path, stack: stack)
  }
}

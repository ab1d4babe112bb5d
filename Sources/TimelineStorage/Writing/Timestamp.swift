// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The moment that a file states, in ISO 8601 and UTC.
package enum Timestamp {
  /// The time of the environment variable SOURCE_DATE_EPOCH where it is set, which makes two runs
  /// alike (reproducible-builds.org/specs/source-date-epoch), and the present otherwise.
  ///
  /// - Throws: `HDF5Error` where the variable is set to something else than seconds since 1970.
  package static func current(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(HDF5Error) -> String {
    guard let text = environment["SOURCE_DATE_EPOCH"] else { return iso8601(Int(time(nil))) }
    // The last second of the year 9999 is the last that ISO 8601 writes with four digits.
    guard let seconds = Int(text), (0...253_402_300_799).contains(seconds) else {
      throw HDF5Error(
        operation: "read SOURCE_DATE_EPOCH", path: "environment",
        stack: "\"\(text)\" is not a whole number of seconds since 1970")
    }
    return iso8601(seconds)
  }

  private static func iso8601(_ seconds: Int) -> String {
    Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
  }
}

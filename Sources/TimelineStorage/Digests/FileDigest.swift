// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// SHA-256 of a file, which tells later whether an input is still the one that was read.
package enum FileDigest {
  /// - Returns: 64 hexadecimal digits in lower case.
  /// - Throws: `FileDigestError` where the file cannot be read.
  package static func sha256(ofFileAt path: String) throws(FileDigestError) -> String {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw FileDigestError(path: path, code: errno) }
    defer { close(descriptor) }
    var digest = SHA256()
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileDigestError(path: path, code: errno)
      }
      if count == 0 { return digest.hexadecimalDigest() }
      piece.withUnsafeBytes { digest.update(UnsafeRawBufferPointer(rebasing: $0[0..<count])) }
    }
  }

  /// SHA-256 of text that was not in a file, such as an overridden document.
  package static func sha256(of text: String) -> String {
    var digest = SHA256()
    var text = text
    text.withUTF8 { digest.update(UnsafeRawBufferPointer($0)) }
    return digest.hexadecimalDigest()
  }
}

/// An input that could not be read to its end.
package struct FileDigestError: Error, Hashable, CustomStringConvertible {
  package var path: String
  /// The system's error number.
  package var code: Int32

  package var description: String {
    "\(path): cannot be read: \(String(cString: strerror(code)))"
  }
}

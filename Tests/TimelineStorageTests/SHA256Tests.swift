// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import TimelineStorage

@Suite struct SHA256Tests {
  // The examples of FIPS 180-4 that NIST publishes, and the empty message of its test vectors.
  @Test(arguments: [
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
  ])
  func `a published message has its published digest`(message: String, digest: String) {
    #expect(FileDigest.sha256(of: message) == digest)
  }

  @Test func `a million a's have their published digest, in pieces of any length`() {
    var digest = SHA256()
    var left = 1_000_000
    var length = 1
    while left > 0 {
      let piece = [UInt8](repeating: UInt8(ascii: "a"), count: min(length, left))
      piece.withUnsafeBytes { digest.update($0) }
      left -= piece.count
      length = (length * 7 + 3) % 1_021
    }
    #expect(
      digest.hexadecimalDigest()
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func `a file has the digest of its bytes`() throws {
    let folder = try Folder()
    let path = folder.path(of: "abc")
    try Data("abc".utf8).write(to: URL(fileURLWithPath: path))
    #expect(try FileDigest.sha256(ofFileAt: path) == FileDigest.sha256(of: "abc"))
    // Longer than one read of the file.
    let long = String(repeating: "0123456789", count: 250_000)
    try Data(long.utf8).write(to: URL(fileURLWithPath: path))
    #expect(try FileDigest.sha256(ofFileAt: path) == FileDigest.sha256(of: long))
  }

  @Test func `a file that is not there is named`() {
    #expect(throws: FileDigestError(path: "/no/such/file", code: ENOENT)) {
      try FileDigest.sha256(ofFileAt: "/no/such/file")
    }
  }
}

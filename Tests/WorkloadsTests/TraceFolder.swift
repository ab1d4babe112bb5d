// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CZlib
import Foundation
import Workloads

/// A trace in a temporary folder, gone when the test ends.
final class TraceFolder {
  let path: String
  var prefix: String { "\(path)/job" }

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("trace-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// One list of nodes per rank.
  convenience init(_ ranks: [[WireNode]], groups: String? = nil, version: String = "0.0.4") throws {
    try self.init()
    for (rank, nodes) in ranks.enumerated() {
      try write(Self.file(nodes, version: version), to: "job.\(rank).et")
    }
    if let groups { try write(Array(groups.utf8), to: "job.json") }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
  }

  func load(_ name: String? = nil) throws -> LoadedProgram {
    try ChakraTrace.load(prefixOrFolder: name.map { "\(path)/\($0)" } ?? path)
  }

  /// The text of the error that loading ends with, without the folder; nil where it loads.
  func fault(_ name: String? = nil) -> String? {
    problem { _ = try load(name) }?.replacingOccurrences(of: path + "/", with: "")
  }

  static func file(_ nodes: [WireNode], version: String = "0.0.4") -> [UInt8] {
    var writer = WireWriter()
    let header = WireWriter.message { if !version.isEmpty { $0.text(1, version) } }
    for message in [header] + nodes.map(\.bytes) {
      writer.varint(UInt64(message.count))
      writer.append(message)
    }
    return writer.bytes
  }

  static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
    var stream = z_stream()
    guard heliograph_deflate_gzip_init(&stream) == Z_OK else { throw CocoaError(.fileWriteUnknown) }
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + 1024)
    let count = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        _ = deflate(&stream, Z_FINISH)
        return target.count - Int(stream.avail_out)
      }
    }
    return Array(output[..<count])
  }
}

// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CZlib
import Foundation

/// The content of a trace file, decompressed where it is gzip's.
enum TraceBytes {
  /// - Throws: `TraceError` for a file that cannot be read or is no whole gzip file.
  static func read(_ path: String) throws(TraceError) -> Data {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw TraceError(file: path, "cannot be read: no such file, or no permission")
    }
    return data.starts(with: [0x1f, 0x8b]) ? try gunzip(data, file: path) : data
  }

  /// Decompresses one or more gzip members, which is what a gzip file is.
  private static func gunzip(_ data: Data, file: String) throws(TraceError) -> Data {
    var stream = z_stream()
    guard heliograph_inflate_gzip_init(&stream) == Z_OK else {
      throw TraceError(file: file, "zlib cannot start")
    }
    defer { inflateEnd(&stream) }
    var output = Data()
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    var input = [UInt8](data)
    var offset = 0
    while true {
      // zlib counts in 32 bits.
      let piece = min(input.count - offset, Int(Int32.max))
      let (status, consumed, produced) = input.withUnsafeMutableBufferPointer { source in
        chunk.withUnsafeMutableBufferPointer { target in
          stream.next_in = source.baseAddress.map { $0 + offset }
          stream.avail_in = UInt32(piece)
          stream.next_out = target.baseAddress
          stream.avail_out = UInt32(target.count)
          let status = inflate(&stream, Z_NO_FLUSH)
          return (status, piece - Int(stream.avail_in), target.count - Int(stream.avail_out))
        }
      }
      output.append(contentsOf: chunk[..<produced])
      offset += consumed
      if status == Z_STREAM_END {
        if offset == input.count { return output }
        inflateReset(&stream)
      } else if status != Z_OK {
        let reason = stream.msg.map { String(cString: $0) } ?? "it ends too early"
        throw TraceError(file: file, at: .byte(offset), "is not whole gzip data: \(reason)")
      }
    }
  }
}

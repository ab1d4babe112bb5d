// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CHDF5

/// The shuffle filter followed by deflate at level 1, for one chunk at a time: the same bytes after
/// decoding as HDF5's own filters give, in less time.
///
/// Shuffling puts the first bytes of all elements together, then the second bytes, and so on. Of a
/// column of times, the planes of high bytes shrink to nearly nothing and those of low bytes are
/// noise, on which deflate spends most of its time and gains nothing. Such planes go into the
/// stream as stored blocks, which every inflater reads.
struct ChunkCompressor: ~Copyable {
  private let stream: UnsafeMutablePointer<z_stream>
  private var shuffled: [UInt8] = []
  private var compressed: [UInt8] = []
  private var probe = RepetitionProbe()

  init() throws(HDF5Error) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard zlib_start(stream, 1) == Z_OK else {
      stream.deallocate()
      throw HDF5Error(operation: "start zlib", path: "zlib", stack: "")
    }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Hands the filtered chunk to `body`.
  ///
  /// - Parameter chunk: elements of `width` bytes, little-endian.
  mutating func withFiltered<Result>(
    _ chunk: UnsafeRawBufferPointer, width: Int, path: String,
    _ body: (UnsafeRawBufferPointer) throws(HDF5Error) -> Result
  ) throws(HDF5Error) -> Result {
    let planeLength = chunk.count / width
    shuffle(chunk, width: width)
    // The bound of one stream, and some for the block that each change of level ends.
    let bound = Int(deflateBound(stream, uLong(chunk.count))) + 64 * width
    if compressed.count < bound { compressed = [UInt8](repeating: 0, count: bound) }
    let length = deflatePlanes(of: planeLength, count: width)
    guard let length else {
      throw HDF5Error(operation: "deflate", path: path, stack: "zlib gave up")
    }
    return try compressed.withUnsafeBufferPointer { (bytes) throws(HDF5Error) in
      try body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[0..<length]))
    }
  }

  private mutating func shuffle(_ chunk: UnsafeRawBufferPointer, width: Int) {
    if shuffled.count != chunk.count { shuffled = [UInt8](repeating: 0, count: chunk.count) }
    let count = chunk.count / width
    shuffled.withUnsafeMutableBytes { planes in
      hdf5_shuffle(planes.baseAddress, chunk.baseAddress, count, width)
    }
  }

  /// Returns the length of the stream, or nil where zlib failed.
  private mutating func deflatePlanes(of length: Int, count: Int) -> Int? {
    let stream = self.stream
    guard deflateReset(stream) == Z_OK else { return nil }
    return shuffled.withUnsafeMutableBufferPointer { planes in
      compressed.withUnsafeMutableBufferPointer { output in
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = uInt(output.count)
        for plane in 0..<count {
          let bytes = UnsafeMutableBufferPointer(
            rebasing: planes[plane * length..<(plane + 1) * length])
          let level: Int32 = probe.shrinks(UnsafeBufferPointer(bytes)) ? 1 : 0
          guard deflateParams(stream, level, Z_DEFAULT_STRATEGY) == Z_OK else { return nil }
          stream.pointee.next_in = bytes.baseAddress
          stream.pointee.avail_in = uInt(length)
          guard deflate(stream, Z_NO_FLUSH) == Z_OK else { return nil }
        }
        guard deflate(stream, Z_FINISH) == Z_STREAM_END else { return nil }
        return output.count - Int(stream.pointee.avail_out)
      }
    }
  }
}

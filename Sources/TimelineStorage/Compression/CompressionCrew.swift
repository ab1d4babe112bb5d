// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Threads that compress chunks while the caller goes on, and the caller's own help where it would
/// wait.
///
/// Which thread compresses a chunk and when changes nothing in what comes out; in which order
/// chunks are written is the caller's decision. So a file has the same bytes with any number of
/// threads, of which there may be none.
///
/// A class, because all threads share one queue. The condition guards everything that changes.
final class CompressionCrew: @unchecked Sendable {
  private let condition = NSCondition()
  /// Chunks that nobody has begun, the oldest first.
  private var waiting: [Chunk] = []
  /// Chunks that are not compressed yet, begun or not.
  private var unfinished: Set<ObjectIdentifier> = []
  private var startedWorkers = 0
  private var isDismissed = false
  let workers: Int

  /// One core is left to the thread that brings the chunks. Three more compress faster than any
  /// simulation brings events.
  static var usualWorkers: Int {
    max(0, min(ProcessInfo.processInfo.activeProcessorCount - 1, 3))
  }

  init(workers: Int = CompressionCrew.usualWorkers) { self.workers = workers }

  /// Takes chunks, to compress them in this order. They must be left alone until `finish`.
  func submit(_ chunks: [Chunk]) {
    condition.lock()
    defer { condition.unlock() }
    precondition(!isDismissed, "chunks for a crew that was dismissed")
    waiting += chunks
    unfinished.formUnion(chunks.map { ObjectIdentifier($0) })
    // Not before there is work for two: most files are small.
    while startedWorkers < min(workers, waiting.count - 1) {
      startedWorkers += 1
      let worker = Thread { self.work() }
      worker.name = "compression"
      worker.start()
    }
    condition.broadcast()
  }

  /// Returns once a chunk is compressed. Compresses chunks itself while it is not.
  func finish(_ chunk: Chunk, with deflater: inout Deflater) {
    condition.lock()
    defer { condition.unlock() }
    while unfinished.contains(ObjectIdentifier(chunk)) {
      if !compressOldest(with: &deflater) { condition.wait() }
    }
  }

  /// Ends the threads as soon as they have done what they have begun.
  func dismiss() {
    condition.lock()
    defer { condition.unlock() }
    isDismissed = true
    waiting.removeAll()
    condition.broadcast()
  }

  private func work() {
    var deflater = Deflater()
    condition.lock()
    defer { condition.unlock() }
    while !isDismissed {
      if !compressOldest(with: &deflater) { condition.wait() }
    }
  }

  /// Compresses the oldest chunk that nobody has begun, with the condition unlocked meanwhile.
  ///
  /// - Returns: false where there was none.
  private func compressOldest(with deflater: inout Deflater) -> Bool {
    guard !waiting.isEmpty else { return false }
    let chunk = waiting.removeFirst()
    condition.unlock()
    chunk.compress(with: &deflater)
    condition.lock()
    unfinished.remove(ObjectIdentifier(chunk))
    condition.broadcast()
    return true
  }
}

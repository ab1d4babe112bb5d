// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import Synchronization

/// Independent pieces of work on all cores.
enum Concurrently {
  /// How often the caller is told how far the work is.
  private static let interval = DispatchTimeInterval.milliseconds(100)

  /// Does the pieces in the order of their numbers, as many at once as there are cores.
  ///
  /// Each piece must depend on its number alone: then the results are the same however many cores
  /// there are. After a failure no piece begins; those that had begun end.
  ///
  /// - Parameters:
  ///   - count: of the pieces.
  ///   - piece: does one.
  ///   - waiting: called on the caller's thread now and then with the pieces that have ended.
  /// - Returns: results in the order of the pieces.
  /// - Throws: the error of the failed piece with the lowest number, which is the same on any
  ///   number of cores: those before it had all begun.
  static func map<Result: Sendable>(
    _ count: Int, piece: @escaping @Sendable (Int) throws -> Result,
    waiting: (_ ended: Int) -> Void = { _ in }
  ) throws -> [Result] {
    let queue = Queue<Result>(count: count)
    let workers = DispatchGroup()
    let cores = max(1, min(count, ProcessInfo.processInfo.activeProcessorCount))
    for _ in 0..<cores {
      DispatchQueue.global(qos: .userInitiated).async(group: workers) {
        while let number = queue.next() {
          queue.end(number, Swift.Result { try piece(number) })
        }
      }
    }
    while workers.wait(timeout: .now() + interval) == .timedOut { waiting(queue.ended) }
    return try queue.results()
  }

  /// A class, because the workers share it.
  private final class Queue<Value: Sendable>: Sendable {
    private struct State {
      var next = 0
      var ended = 0
      var hasFailed = false
      var results: [Swift.Result<Value, any Error>?]
    }

    private let state: Mutex<State>

    init(count: Int) { state = Mutex(State(results: Array(repeating: nil, count: count))) }

    var ended: Int { state.withLock { $0.ended } }

    func next() -> Int? {
      state.withLock { state in
        guard !state.hasFailed, state.next < state.results.count else { return nil }
        state.next += 1
        return state.next - 1
      }
    }

    func end(_ number: Int, _ result: Swift.Result<Value, any Error>) {
      state.withLock { state in
        state.results[number] = result
        state.ended += 1
        if case .failure = result { state.hasFailed = true }
      }
    }

    /// Once all workers have ended: everything, or the first failure.
    func results() throws -> [Value] {
      try state.withLock { state in try state.results.compactMap { try $0?.get() } }
    }
  }
}

// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import Synchronization

/// Ends the process when it is told to stop (Ctrl-C, or a scheduler's SIGTERM), and removes
/// unfinished files first.
struct Interruption {
  let files = UnfinishedFiles()
  private let sources: [any DispatchSourceSignal]

  init() {
    let queue = DispatchQueue(label: "interruption")
    let files = files
    sources = [SIGINT, SIGTERM].map { number in
      // The default action would end the process before the source is asked.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        files.removeAll()
        FileHandle.standardError.write(Data("\ninterrupted\n".utf8))
        _exit(ExitStatus.interrupted)
      }
      source.resume()
      return source
    }
  }
}

/// Paths of files that are not complete.
///
/// A class, because the queue of signals and the run share the list.
final class UnfinishedFiles: Sendable {
  private let paths = Mutex<[String]>([])

  /// Creates a file and lists it in one step: a signal in between waits for both.
  func opening(_ create: () throws -> String) throws {
    try paths.withLock { $0.append(try create()) }
  }

  func closed(_ path: String) { paths.withLock { $0.removeAll { $0 == path } } }

  func removeAll() { paths.withLock { for path in $0 { unlink(path) } } }
}

// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import Scenarios
import Synchronization

/// Removes unfinished files when the process is told to stop (Ctrl-C, or a scheduler's SIGTERM).
///
/// A class, because the signal source and the run share the list of files.
final class Interruption: Sendable {
  private let unfinished = Mutex<[String]>([])
  private let sources: [any DispatchSourceSignal]

  init() {
    let queue = DispatchQueue(label: "interruption")
    sources = [SIGINT, SIGTERM].map { number in
      // The default action would end the process before the source is asked.
      signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number, queue: queue)
    }
    for source in sources {
      source.setEventHandler { [self] in leave() }
      source.resume()
    }
  }

  func opened(_ path: String) { unfinished.withLock { $0.append(path) } }

  func closed(_ path: String) { unfinished.withLock { $0.removeAll { $0 == path } } }

  private func leave() {
    unfinished.withLock { paths in
      for path in paths { unlink(path) }
      FileHandle.standardError.write(Data("\ninterrupted\n".utf8))
      _exit(ExitStatus.interrupted)
    }
  }
}

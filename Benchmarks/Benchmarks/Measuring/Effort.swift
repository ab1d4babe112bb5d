// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What a piece of work took of the machine.
public struct Effort: Sendable {
  public var wallSeconds: Double
  /// Of all threads together, so that a second core would not go unseen.
  public var processorSeconds: Double

  /// Does the work and says what it took.
  public static func of<Result>(
    _ work: () throws -> Result
  ) rethrows -> (result: Result, effort: Effort) {
    let wall = seconds(of: CLOCK_MONOTONIC)
    let processor = seconds(of: CLOCK_PROCESS_CPUTIME_ID)
    let result = try work()
    return (
      result,
      Effort(
        wallSeconds: seconds(of: CLOCK_MONOTONIC) - wall,
        processorSeconds: seconds(of: CLOCK_PROCESS_CPUTIME_ID) - processor)
    )
  }

  public static func - (a: Effort, b: Effort) -> Effort {
    Effort(
      wallSeconds: a.wallSeconds - b.wallSeconds,
      processorSeconds: a.processorSeconds - b.processorSeconds)
  }

  public static func + (a: Effort, b: Effort) -> Effort {
    Effort(
      wallSeconds: a.wallSeconds + b.wallSeconds,
      processorSeconds: a.processorSeconds + b.processorSeconds)
  }

  public static var none: Effort { Effort(wallSeconds: 0, processorSeconds: 0) }

  private static func seconds(of clock: clockid_t) -> Double {
    var time = timespec()
    guard clock_gettime(clock, &time) == 0 else { return .nan }
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

/// The most memory that this process ever held at once.
public enum PeakMemory {
  /// Not a number where the system does not say, which no limit allows.
  public static var megabytes: Double {
    #if os(Linux)
    // The resource usage of a process begins with that of the one that started it; this does not.
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kibibytes = line.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Double($0) })
    else { return .nan }
    return kibibytes * 1024 / 1e6
    #else
    var usage = rusage()
    guard getrusage(RUSAGE_SELF, &usage) == 0 else { return .nan }
    return Double(usage.ru_maxrss) / 1e6
    #endif
  }
}

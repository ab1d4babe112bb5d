// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Scenarios

/// Whether ranks that behave alike are simulated once, and what a file then holds.
struct FoldOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "auto: of ranks, links and flows that behave alike, simulate one for all; off: every one. "
        + "The figures are the same. Transports other than fluid simulate every one.",
      valueName: "off|auto"))
  var fold = "auto"

  @Flag(
    help: ArgumentHelp(
      "Write an event for every rank and a row for every link to the timeline's file, though one "
        + "of each class was simulated."))
  var unfold = false

  func validate() throws {
    do { _ = try FoldingNames.mode(named: fold) } catch {
      throw ValidationError("--fold: \(error)")
    }
  }

  /// - Parameter output: where the timeline goes, if anywhere.
  /// - Throws: `ValidationError` where there is no file to unfold.
  func check(_ output: String?) throws {
    guard unfold, output == nil else { return }
    throw ValidationError("--unfold is about the timeline's file: name one with -o")
  }

  /// Puts into options of a run what was asked for.
  func apply(to options: inout RunOptions) throws {
    options.folding = try FoldingNames.mode(named: fold)
    options.record.unfolds = unfold
  }
}

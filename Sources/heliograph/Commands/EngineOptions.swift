// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Scenarios

/// What works out the answer, and what of a command line only a timeline tells.
struct EngineOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "fluid: flows that share links, event by event; lanes: what waits for what, written down "
        + "once, with figures between two ends and no timeline; auto: lanes where they are exact "
        + "and enough. Unless said, as the scenario says, or fluid.",
      valueName: "fluid|lanes|auto"))
  var engine: String?

  func validate() throws {
    guard let engine else { return }
    do { _ = try EngineChoice.named(engine) } catch { throw ValidationError("--engine: \(error)") }
  }

  /// What of a command line needs a timeline.
  static func needs(
    _ output: String?, _ folding: FoldOptions, _ listing: CollectivesOption,
    _ ceilings: CeilingOption, _ costs: CostOptions? = nil
  ) -> [TimelineNeed] {
    let wanted: [(TimelineNeed, Bool)] = [
      (.unfolding, folding.unfold), (.file, output != nil), (.collectives, listing.collectives),
      (.ceilings, !ceilings.ceilings.isEmpty), (.cost, costs?.cost ?? false),
    ]
    return wanted.filter(\.1).map(\.0)
  }

  /// Puts into options of a run what was asked for.
  ///
  /// - Parameters:
  ///   - options: as a scenario has them, whose engine stays unless another was asked for.
  ///   - needs: of the command line.
  /// - Throws: `ValidationError` where lanes are asked for with what they cannot tell.
  func apply(to options: inout RunOptions, _ needs: [TimelineNeed]) throws {
    if let engine { options.engine = try EngineChoice.named(engine) }
    guard options.engine == .lanes, let need = needs.first else { return }
    throw ValidationError(
      "\(need.option): lanes keep no timeline, and \(need.reason); use --engine fluid")
  }
}

extension TimelineNeed {
  fileprivate var option: String {
    switch self {
    case .file: "--output"
    case .unfolding: "--unfold"
    case .collectives: "--collectives"
    case .ceilings: "--ceiling"
    case .jobs: "jobs"
    case .cost: "--cost"
    }
  }
}

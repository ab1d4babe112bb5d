// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Quantities
import Technologies
import Training

/// A kind of accelerator under the software that trains on it.
struct TrainingKind: Sendable {
  let accelerator: AcceleratorTechnology
  let software: SoftwareTechnology
  let pace: ComputePace
  private let source: TrainingSource

  /// - Parameters:
  ///   - group: of accelerators, at its clock.
  ///   - source: the plan, and the software where it is named.
  ///   - model: for the size of its heads.
  ///   - catalogue: of accelerators and software.
  /// - Throws: `InputError` for what is not in the catalogue, `DocumentError` for a figure that a
  ///   record lacks.
  init(
    _ group: AcceleratorGroup, source: TrainingSource, model: Model,
    catalogue: TechnologyCatalogue
  ) throws {
    let name = group.record
    guard let accelerator = catalogue.accelerators.first(where: { $0.name == name }) else {
      throw InputError(
        "\"\(name)\" is no accelerator of the catalogue: what a step takes there is unknown")
    }
    self.accelerator = accelerator
    self.source = source
    software = try Self.software(source.software, on: accelerator, catalogue)
    pace = try ComputePace(
      accelerator: accelerator, software: software, precision: source.plan.precision,
      headSize: model.architecture.headSize
    ).relieved(of: group.clock)
  }

  /// - Throws: `InputError` where the plan keeps something in the host's memory and nobody knows how
  ///   fast that is.
  func checkOffload(_ plan: Plan) throws(InputError) {
    guard plan.offload.optimizer || plan.offload.activations > 0, pace.hostRate <= 0 else { return }
    throw InputError(
      "\(accelerator.file): host_bandwidth is missing: what the plan's offload takes on "
        + "\(accelerator.name) is unknown")
  }

  /// The software that is named, or the newest that knows the accelerator.
  private static func software(
    _ name: String?, on accelerator: AcceleratorTechnology, _ catalogue: TechnologyCatalogue
  ) throws(InputError) -> SoftwareTechnology {
    if let name {
      if let match = catalogue.software.first(where: { $0.name == name }) { return match }
      throw InputError(
        "\"\(name)\" is no generation of software"
          + Suggestion.hint(for: name, among: catalogue.software.map(\.name)))
    }
    let able = catalogue.software.filter { $0.serves(accelerator.name) }
    guard let newest = able.max(by: { ($0.year, $1.name) < ($1.year, $0.name) }) else {
      throw InputError("no generation of software in the catalogue knows \(accelerator.name)")
    }
    return newest
  }

  /// - Throws: `InputError` with the sum where a stage does not fit.
  func check(_ needs: [MemoryNeed], on cluster: String) throws(InputError) {
    guard let worst = needs.max(by: { $0.total < $1.total }) else { return }
    let capacity = accelerator.memoryCapacity.value
    guard worst.total > capacity.rawValue else { return }
    let parts = [
      ("weights", worst.weights), ("gradients", worst.gradients), ("optimizer", worst.optimizer),
      ("activations", worst.activations), ("buffers", worst.buffers),
    ]
    let sum = parts.map { "\($0.0) \(Bytes(rawValue: $0.1))" }.joined(separator: " + ")
    throw InputError(
      "\(cluster): the plan does not fit: stage \(worst.stage) needs \(sum) = "
        + "\(Bytes(rawValue: worst.total)) of the \(capacity) of \(accelerator.name)")
  }

  /// Files of both records.
  var files: [String] { [accelerator.file, software.file] }

  /// Figures that compute rests on, weak ones counted.
  var notes: [String] {
    let weak = ComputePace.figures(of: accelerator, software, source.plan.precision)
      .compactMap(\.caution)
    guard !weak.isEmpty else { return [] }
    return [
      "compute on \(accelerator.name) with \(software.name) rests on \(weak.count) figures of a "
        + "weak grade: `explain \(software.name)` and `explain \(accelerator.name)` list them"
    ]
  }
}

// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Who may import whom, written by hand: Package.swift and the sources are held to it, not it to
/// them.
///
/// The order is the path of the data. A module imports what comes before it, never what comes after.
struct Law {
  struct Module {
    let name: String
    /// Modules of this package.
    let imports: Set<String>
    /// Modules of other packages.
    var external: Set<String> = []
    var kind = Kind.library
    /// Whether Foundation, whose types hide allocations and locks, may be used.
    var allowsFoundation = true
  }

  enum Kind {
    case library
    case systemLibrary
    /// C behind a module of ours, whose page and tests are its own.
    case cLibrary
    case command
  }

  let modules: [Module]

  /// What comes with the toolchain and any module may import.
  static let platform: Set<String> = ["Dispatch", "Synchronization"]

  static let heliograph = Law(modules: [
    Module(name: "CHDF5", imports: [], kind: .systemLibrary),
    Module(name: "CZlib", imports: [], kind: .systemLibrary),
    Module(name: "CKernels", imports: [], kind: .cLibrary),
    Module(name: "Kernels", imports: ["CKernels"], allowsFoundation: false),
    Module(name: "Quantities", imports: []),
    Module(name: "Charts", imports: ["Quantities"], allowsFoundation: false),
    Module(name: "Documents", imports: ["Quantities"], external: ["Yams"]),
    Module(name: "Technologies", imports: ["Quantities", "Documents"]),
    Module(name: "LinkPhysics", imports: ["Quantities", "Documents", "Technologies"]),
    Module(
      name: "Clusters", imports: ["Quantities", "Documents", "Technologies", "LinkPhysics"]),
    Module(
      name: "FabricPictures", imports: ["Quantities", "Charts", "Clusters"],
      allowsFoundation: false),
    Module(name: "Workloads", imports: ["Quantities", "Documents", "Technologies", "CZlib"]),
    Module(
      name: "Training", imports: ["Quantities", "Documents", "Technologies", "Workloads"]),
    Module(
      name: "Traffic", imports: ["Quantities", "Clusters", "Workloads"], allowsFoundation: false),
    Module(
      name: "Planning", imports: ["Quantities", "Clusters", "Workloads", "Training", "Traffic"],
      allowsFoundation: false),
    Module(name: "Timelines", imports: ["Quantities"]),
    Module(
      name: "Symmetry", imports: ["Quantities", "Clusters", "Workloads", "Traffic"],
      allowsFoundation: false),
    Module(
      name: "SimulationEngine",
      imports: ["Quantities", "Kernels", "Clusters", "Traffic", "Symmetry", "Timelines"],
      allowsFoundation: false),
    Module(
      name: "Lanes",
      imports: ["Quantities", "Kernels", "Clusters", "Traffic", "Symmetry", "SimulationEngine"],
      allowsFoundation: false),
    Module(name: "TimelineStorage", imports: ["Quantities", "Timelines", "CHDF5"]),
    Module(name: "Analysis", imports: ["Quantities", "Timelines"]),
    Module(name: "Claims", imports: ["Quantities"], allowsFoundation: false),
    Module(
      name: "Scenarios",
      imports: [
        "Quantities", "Documents", "Technologies", "LinkPhysics", "Clusters", "FabricPictures",
        "Workloads", "Training", "Traffic", "Planning", "Timelines", "Symmetry",
        "SimulationEngine", "Lanes", "TimelineStorage", "Analysis", "Claims",
      ]),
    Module(
      name: "heliograph",
      imports: [
        "Quantities", "Charts", "Scenarios", "Timelines", "TimelineStorage", "Analysis", "Claims",
      ],
      external: ["ArgumentParser"], kind: .command),
  ])

  func module(_ name: String) -> Module? { modules.first { $0.name == name } }
}

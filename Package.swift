// swift-tools-version: 6.2
// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

// `make test` refuses warnings. A plain build does not: a newer compiler may know more of them.
let warnings: [SwiftSetting] =
  Context.environment["WARNINGS_AS_ERRORS"] == nil ? [] : [.treatAllWarnings(as: .error)]
let strict: [SwiftSetting] =
  [.swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny")] + warnings

// `make test` plays thousands of programs: what it tests is optimised, with its assertions, and the
// tests themselves are not.
let optimised: [SwiftSetting] =
  Context.environment["OPTIMISED_SOURCES"] == nil
  ? [] : [.unsafeFlags(["-O", "-wmo", "-num-threads", "2", "-assert-config", "Debug"])]
let sources = strict + optimised

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

// The order is the path of the data: what comes later may import what comes earlier, never back.
// Tests/ArchitectureTests holds these arrows as law.
let package = Package(
  name: "heliograph",
  products: [
    .executable(name: "heliograph", targets: ["heliograph"]),
    .library(
      name: "Heliograph", targets: ["Scenarios", "Timelines", "TimelineStorage", "Quantities"]),
    // What the benchmarks measure beneath that; not promised to anybody.
    .library(
      name: "HeliographParts", targets: ["SimulationEngine", "Lanes", "Kernels", "CKernels"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CHDF5", pkgConfig: "hdf5", providers: [.apt(["libhdf5-dev"]), .brew(["hdf5"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(name: "CKernels"),
    .target(name: "Kernels", dependencies: ["CKernels"], swiftSettings: sources),
    .target(name: "Quantities", swiftSettings: sources),
    .target(name: "Charts", dependencies: ["Quantities"], swiftSettings: sources),
    .target(name: "Documents", dependencies: ["Quantities", yams], swiftSettings: sources),
    .target(
      name: "Technologies", dependencies: ["Quantities", "Documents"], swiftSettings: sources),
    .target(
      name: "LinkPhysics", dependencies: ["Quantities", "Documents", "Technologies"],
      swiftSettings: sources),
    .target(
      name: "Clusters", dependencies: ["Quantities", "Documents", "Technologies", "LinkPhysics"],
      swiftSettings: sources),
    .target(
      name: "FabricPictures", dependencies: ["Quantities", "Charts", "Clusters"],
      swiftSettings: sources),
    .target(
      name: "Workloads",
      dependencies: ["Quantities", "Documents", "Technologies", "CZlib"], swiftSettings: sources),
    .target(
      name: "Training", dependencies: ["Quantities", "Documents", "Technologies", "Workloads"],
      swiftSettings: sources),
    .target(
      name: "Traffic", dependencies: ["Quantities", "Clusters", "Workloads"], swiftSettings: sources
    ),
    .target(
      name: "Planning",
      dependencies: ["Quantities", "Clusters", "Workloads", "Training", "Traffic"],
      swiftSettings: sources),
    .target(name: "Timelines", dependencies: ["Quantities"], swiftSettings: sources),
    .target(
      name: "Symmetry", dependencies: ["Quantities", "Clusters", "Workloads", "Traffic"],
      swiftSettings: sources),
    .target(
      name: "SimulationEngine",
      dependencies: ["Quantities", "Kernels", "Clusters", "Traffic", "Symmetry", "Timelines"],
      swiftSettings: sources),
    .target(
      name: "Lanes",
      dependencies: [
        "Quantities", "Kernels", "Clusters", "Traffic", "Symmetry", "SimulationEngine",
      ], swiftSettings: sources),
    .target(
      name: "TimelineStorage", dependencies: ["Quantities", "Timelines", "CHDF5"],
      swiftSettings: sources),
    .target(name: "Analysis", dependencies: ["Quantities", "Timelines"], swiftSettings: sources),
    .target(name: "Claims", dependencies: ["Quantities"], swiftSettings: sources),
    .target(
      name: "Scenarios",
      dependencies: [
        "Quantities", "Documents", "Technologies", "LinkPhysics", "Clusters", "FabricPictures",
        "Workloads", "Training", "Traffic", "Planning", "Timelines", "Symmetry", "SimulationEngine",
        "Lanes", "TimelineStorage", "Analysis", "Claims",
      ], swiftSettings: sources),
    .executableTarget(
      name: "heliograph",
      dependencies: [
        "Quantities", "Charts", "Scenarios", "Timelines", "TimelineStorage", "Analysis", "Claims",
        arguments,
      ],
      swiftSettings: sources),
    .target(
      name: "TestSupport",
      dependencies: ["Quantities", "Clusters", "Workloads", "Traffic", "Timelines"],
      path: "Tests/TestSupport", swiftSettings: sources),
    .testTarget(
      name: "KernelsTests", dependencies: ["Kernels", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "QuantitiesTests", dependencies: ["Quantities"], swiftSettings: strict),
    .testTarget(
      name: "ChartsTests", dependencies: ["Charts", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "DocumentsTests", dependencies: ["Documents", "Quantities"], swiftSettings: strict),
    .testTarget(
      name: "TechnologiesTests",
      dependencies: ["Technologies", "Documents", "Quantities", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "LinkPhysicsTests",
      dependencies: ["LinkPhysics", "Technologies", "Documents", "Quantities", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ClustersTests",
      dependencies: [
        "Clusters", "LinkPhysics", "Technologies", "Documents", "Quantities", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "FabricPicturesTests",
      dependencies: [
        "FabricPictures", "Clusters", "Documents", "Technologies", "Quantities", "TestSupport",
      ], swiftSettings: strict),
    .testTarget(
      name: "WorkloadsTests",
      dependencies: ["Workloads", "Documents", "Quantities", "TestSupport", "CZlib"],
      swiftSettings: strict),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "Training", "Workloads", "Technologies", "Documents", "Quantities", "TestSupport",
      ], swiftSettings: strict),
    .testTarget(
      name: "TrafficTests",
      dependencies: [
        "Traffic", "Workloads", "Clusters", "SimulationEngine", "Timelines", "Quantities",
        "TestSupport",
      ], swiftSettings: strict),
    .testTarget(
      name: "PlanningTests",
      dependencies: [
        "Planning", "Scenarios", "Training", "Traffic", "Clusters", "Technologies", "Documents",
        "Quantities", "TestSupport",
      ], swiftSettings: strict),
    .testTarget(
      name: "SymmetryTests",
      dependencies: ["Symmetry", "Traffic", "Workloads", "Clusters", "Quantities", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "TimelinesTests", dependencies: ["Timelines", "Quantities"], swiftSettings: strict),
    .testTarget(
      name: "SimulationEngineTests",
      dependencies: [
        "SimulationEngine", "Symmetry", "Traffic", "Workloads", "Clusters", "Documents",
        "Technologies", "Timelines", "Quantities", "TestSupport",
      ], swiftSettings: strict),
    .testTarget(
      name: "LanesTests",
      dependencies: [
        "Lanes", "SimulationEngine", "Symmetry", "Traffic", "Workloads", "Clusters", "Timelines",
        "Analysis", "Quantities", "TestSupport",
      ], swiftSettings: strict),
    .testTarget(
      name: "TimelineStorageTests",
      dependencies: [
        "TimelineStorage", "Timelines", "Quantities", "CHDF5", "CZlib", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "AnalysisTests", dependencies: ["Analysis", "Timelines", "Quantities"],
      swiftSettings: strict),
    .testTarget(
      name: "ClaimsTests", dependencies: ["Claims", "Quantities"], swiftSettings: strict),
    .testTarget(
      name: "ScenariosTests",
      dependencies: [
        "Scenarios", "Documents", "SimulationEngine", "Analysis", "Timelines", "Quantities",
        "TestSupport", "Clusters", "Traffic", "Workloads",
      ], swiftSettings: strict),
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
    .testTarget(
      name: "GoldenTests", dependencies: ["Scenarios", "Quantities"], exclude: ["Summaries"],
      swiftSettings: strict),
    .testTarget(
      name: "ValidationTests",
      dependencies: [
        "Scenarios", "SimulationEngine", "Traffic", "Workloads", "Clusters", "Timelines",
        "Technologies", "Analysis", "Quantities", "TestSupport",
      ],
      exclude: ["maxmin/data", "astra/data", "loggops/data", "megatron/data", "power/data"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["heliograph", "Scenarios", "Quantities", "TestSupport"],
      swiftSettings: strict),
  ]
)

// swift-tools-version: 6.1
// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let benchmark = Target.Dependency.product(name: "Benchmark", package: "benchmark")
let heliograph = Target.Dependency.product(name: "Heliograph", package: "heliograph")
let parts = Target.Dependency.product(name: "HeliographParts", package: "heliograph")
let plugins: [Target.PluginUsage] = [.plugin(name: "BenchmarkPlugin", package: "benchmark")]

// A package of its own, so that whoever uses the library never resolves the benchmark dependency.
// `make bench` runs it and fails where a target is missed.
let package = Package(
  name: "heliograph-benchmarks",
  platforms: [.macOS(.v13)],
  dependencies: [
    .package(name: "heliograph", path: "../"),
    // Without its default trait, which needs jemalloc on the machine.
    .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
  ],
  targets: [
    .target(name: "Measuring", dependencies: [benchmark], path: "Benchmarks/Measuring"),
    .executableTarget(
      name: "SimulatedTraffic", dependencies: ["Measuring", benchmark, heliograph],
      path: "Benchmarks/SimulatedTraffic", plugins: plugins),
    .executableTarget(
      name: "FoldedTraffic", dependencies: ["Measuring", benchmark, heliograph],
      path: "Benchmarks/FoldedTraffic", plugins: plugins),
    .executableTarget(
      name: "RateSharing", dependencies: ["Measuring", benchmark, parts],
      path: "Benchmarks/RateSharing", plugins: plugins),
    .executableTarget(
      name: "KernelSpeed", dependencies: ["Measuring", benchmark, parts],
      path: "Benchmarks/KernelSpeed", plugins: plugins),
    .executableTarget(
      name: "LaneSpeed", dependencies: ["Measuring", benchmark, heliograph, parts],
      path: "Benchmarks/LaneSpeed", plugins: plugins),
    .executableTarget(
      name: "PlanSpeed", dependencies: ["Measuring", benchmark, heliograph],
      path: "Benchmarks/PlanSpeed", plugins: plugins),
    .executableTarget(
      name: "EventWriting", dependencies: ["Measuring", benchmark, heliograph],
      path: "Benchmarks/EventWriting", plugins: plugins),
    .executableTarget(
      name: "TypedQuantities", dependencies: ["Measuring", benchmark, heliograph],
      path: "Benchmarks/TypedQuantities", plugins: plugins),
  ]
)

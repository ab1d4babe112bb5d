// swift-tools-version: 6.1
// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

// A package of its own, so that whoever uses the library never resolves the benchmark dependency.
// Run from this folder: swift package --disable-sandbox benchmark
let package = Package(
  name: "heliograph-benchmarks",
  platforms: [.macOS(.v13)],
  dependencies: [
    .package(name: "heliograph", path: "../"),
    // Without its default trait, which needs jemalloc on the machine.
    .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "EventWriting",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "Heliograph", package: "heliograph"),
      ],
      path: "Benchmarks/EventWriting",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  ]
)

// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Benchmark
import Measuring
import SimulationEngine

// The sharing of rates by itself: one solve from nothing, and networks run to their ends, where a
// solve begins from the rates that are there.
let benchmarks: @Sendable () -> Void = {
  Solve(flows: 10_000, links: 1_000, millisecondLimit: 0.25, repeats: 200).register()
  Solve(flows: 100_000, links: 10_000, millisecondLimit: 5, repeats: 30).register()
  Solve(flows: 1_000_000, links: 100_000, millisecondLimit: 120, repeats: 8).register()

  // Flows of one link end together, so there are far fewer ends than flows.
  Completions(name: "All-to-all, fat-tree of 256 hosts", secondLimit: 0.5).register {
    FatTree(radix: 8, pods: 4).allToAll()
  }
  Completions(name: "All-to-all, fat-tree of 512 hosts", secondLimit: 3).register {
    FatTree(radix: 8, pods: 8).allToAll()
  }
  Completions(
    name: "Permutation, fat-tree of 16,384 hosts", secondLimit: 16_384 / 20_000
  ).register { FatTree(radix: 16, pods: 64).permutation() }
  Completions(name: "Random routes, 10,000 flows on 1,000 links").register {
    .random(flows: 10_000, links: 1_000)
  }

  // Above 1 because the larger ones leave the caches.
  Growth(
    name: "Growth: permutations", exponentLimit: 1.4,
    sizes: [(4, 16), (8, 16), (8, 64), (16, 64)].map { radix, pods in
      FatTree(radix: radix, pods: pods)
    }.map { tree in (tree.hosts, { tree.permutation() }) }
  ).register()
  Growth(
    name: "Growth: all-to-alls", exponentLimit: 1.4,
    sizes: [1, 2, 4, 8].map { FatTree(radix: 8, pods: $0) }.map { tree in
      (tree.hosts * (tree.hosts - 1), { tree.allToAll() })
    }
  ).register()
}

// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing
import Timelines

@testable import Analysis

struct FoldingMeasuresTests {
  private func folded() -> Timeline {
    // Two links of a row each, of which the first stands for three: 400 and 300 bytes a link.
    var timeline = SmallTimeline.make(
      links: LinkUtilisation(
        link: [4, 9], name: ["gpu0 -> gpu1", "gpu1 -> gpu0"], capacity: [100, 50],
        bytes: BinnedSeries(edges: [0, 5, 10], amounts: [400, 0, 100, 200], rowCount: 2),
        multiplicity: [3, 1]))
    timeline.traffic.flowClasses = 2
    timeline.folding = Folding(
      ranks: RankClasses(memberStart: [0, 2, 3, 4], member: [0, 1, 0, 1]), linkClasses: 2,
      links: 4)
    return timeline
  }

  @Test func `what was folded is counted: ranks once, classes as histories`() throws {
    // Ranks 0 and 1 were alike, then each was alone: three classes of two ranks.
    let folding = try #require(Measures(of: folded()).folding)
    #expect(folding.ranks == 2 && folding.rankClasses == 3)
    #expect(folding.links == 4 && folding.linkClasses == 2)
    #expect(folding.flows == 3 && folding.flowClasses == 2)
  }

  @Test func `a run in which every rank was simulated has nothing folded`() {
    #expect(Measures(of: SmallTimeline.make()).folding == nil)
  }

  @Test func `the busiest link is one link, however many it stands for`() {
    // 300 of 500 bytes is more than 400 of 1,000, also of each of three.
    let busiest = Measures(of: folded()).busiestLink
    #expect(busiest == BusiestLink(name: "gpu1 -> gpu0", utilisation: 0.6))
  }
}

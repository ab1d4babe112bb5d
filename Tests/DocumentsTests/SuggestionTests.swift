// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Testing

@Suite struct `Suggesting a name` {
  @Test func `distance counts insertions, deletions, substitutions and swaps`() {
    #expect(Suggestion.distance("", "") == 0)
    #expect(Suggestion.distance("", "abc") == 3)
    #expect(Suggestion.distance("abc", "") == 3)
    #expect(Suggestion.distance("ring", "ring") == 0)
    #expect(Suggestion.distance("ring", "rign") == 1)
    #expect(Suggestion.distance("kitten", "sitting") == 3)
    #expect(Suggestion.distance("latency", "latncy") == 1)
  }

  @Test func `the nearest name is suggested, the earlier of two`() {
    #expect(Suggestion.nearest(to: "bandwith", among: ["latency", "bandwidth"]) == "bandwidth")
    #expect(Suggestion.nearest(to: "Ring", among: ["ring", "direct"]) == "ring")
    #expect(Suggestion.nearest(to: "tp3", among: ["tp1", "tp2"]) == "tp1")
    #expect(Suggestion.nearest(to: "torus", among: ["ring", "direct"]) == nil)
    #expect(Suggestion.nearest(to: "x", among: []) == nil)
  }

  @Test func `a hint lists what is known`() {
    #expect(
      Suggestion.hint(for: "rign", among: ["ring", "direct"])
        == "; known: ring, direct (did you mean ring?)")
    #expect(Suggestion.hint(for: "x", among: []) == "; known: nothing")
  }
}

// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

extension Router {
  /// Over the inner domain to the accelerator at the destination's place, then along its rail.
  mutating func alongRail(
    from source: GPUID, to destination: GPUID, _ level: Int
  ) throws(RoutingError) -> Route {
    guard level > 0, let span = scope.blocks[level - 1].evenSpan else {
      return try shortest(from: source, to: destination, level)
    }
    let inner = Int32(span)
    let relay = GPUID(
      Int(source.rawValue / inner * inner + destination.rawValue % inner))
    guard relay != source, relay != destination else {
      return try shortest(from: source, to: destination, level)
    }
    let across = try route(from: source, to: relay)
    let along = try shortest(from: relay, to: destination, level)
    return finish(
      (across.hops + along.hops).map { (link: $0.link.rawValue, share: $0.share) },
      latency: across.latency + along.latency)
  }
}

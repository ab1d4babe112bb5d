// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities

/// Links that join the same two boxes over the same technology.
struct LinkBundle: Sendable, Hashable {
  /// Boxes, the lower number first.
  let a: Int
  let b: Int
  /// Row of `LinkTable.technologies`.
  let technology: Int32
  /// Directed links from `a` to `b`, and back.
  var forward = 0
  var backward = 0
  /// Of one directed link, one way.
  var lowest: BitsPerSecond
  var highest: BitsPerSecond

  /// Links, both directions of a pair as one.
  var count: Int { max(forward, backward) }

  /// "8 × 400 Gb/s".
  var label: String {
    let rate = lowest == highest ? "\(lowest)" : "\(lowest) to \(highest)"
    return "\(Count.text(count)) × \(rate)"
  }

  private struct Key: Hashable {
    let a: Int
    let b: Int
    let technology: Int32
  }

  /// Bundles in the order of their first links, and how many directed links lie inside one box.
  static func bundles(
    of cluster: Cluster, among boxes: [PictureBox]
  ) -> (bundles: [LinkBundle], hidden: Int) {
    var boxOfNode = [Int](repeating: -1, count: cluster.nodes.count)
    for (index, box) in boxes.enumerated() {
      for node in box.nodes { boxOfNode[Int(node)] = index }
    }
    let depths = boxes.map { depth(of: $0, boxes) }
    var ends: [Key: Key] = [:]
    var rows: [Key: Int] = [:]
    var bundles: [LinkBundle] = []
    var hidden = 0
    let links = cluster.links
    for link in 0..<links.count {
      let (from, to) = (boxOfNode[Int(links.from[link])], boxOfNode[Int(links.to[link])])
      guard from >= 0, to >= 0, from != to else {
        hidden += 1
        continue
      }
      let inner = Key(a: min(from, to), b: max(from, to), technology: links.technology[link])
      let key = ends[inner] ?? outer(inner, boxes, depths)
      ends[inner] = key
      let row = rows[key] ?? bundles.count
      let rate = links.rate[link]
      if row == bundles.count {
        rows[key] = row
        bundles.append(
          LinkBundle(a: key.a, b: key.b, technology: key.technology, lowest: rate, highest: rate))
      }
      // Boxes inside a frame have higher numbers than those in an earlier one.
      if from < to { bundles[row].forward += 1 } else { bundles[row].backward += 1 }
      bundles[row].lowest = min(bundles[row].lowest, rate)
      bundles[row].highest = max(bundles[row].highest, rate)
    }
    return (bundles, hidden)
  }

  private static func depth(of box: PictureBox, _ boxes: [PictureBox]) -> Int {
    var depth = 0
    var box = box
    while let parent = box.parent {
      depth += 1
      box = boxes[parent]
    }
    return depth
  }

  /// Where the common frame's parts are joined directly, a bundle joins the parts.
  private static func outer(_ key: Key, _ boxes: [PictureBox], _ depths: [Int]) -> Key {
    var (a, b) = (key.a, key.b)
    func parent(_ box: Int) -> Int { boxes[box].parent ?? box }
    while depths[a] > depths[b] { a = parent(a) }
    while depths[b] > depths[a] { b = parent(b) }
    while parent(a) != parent(b) { (a, b) = (parent(a), parent(b)) }
    guard let frame = boxes[a].parent, boxes[frame].isDirect else { return key }
    return Key(a: min(a, b), b: max(a, b), technology: key.technology)
  }
}

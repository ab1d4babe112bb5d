// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Moments on both sides, lower and upper, with those left out that are another one and a form.
///
/// A moment that waits for one other alone is that one and a form; what waits for it waits for that
/// one and the sum. So a chain of operations, a stage's layers, a collective's rounds become one
/// form. Where all that a moment waits for comes from one other, it is that one and the longest of the
/// forms; and where all that work may run beside comes from where the work comes from, what makes it
/// longer is a form, too. Nothing changes but the rounding of sums.
struct Reduction {
  /// A moment as a node and a form behind it.
  struct Place: Hashable {
    var node: Int32
    var form: Int32
  }

  /// One side.
  struct Side {
    /// Of each moment.
    fileprivate(set) var places: [Reduction.Place]
    /// The moment that one follows alone; -1 of others.
    fileprivate var before: [Int32]
    /// Of each moment that is a node, what it waits for.
    fileprivate(set) var waits: [Int32: [Reduction.Place]] = [:]
  }

  private(set) var lower: Side
  private(set) var upper: Side
  /// Work whose end stays a node, since what it may run beside comes from elsewhere.
  private(set) var stretches: [Stretch] = []

  /// - Parameters:
  ///   - moments: of the program.
  ///   - stretches: work that may take longer, in the order of its ends.
  ///   - detail: what becomes of work whose end would stay a node.
  ///   - forms: get the sums.
  init(
    _ moments: Moments, _ stretches: [Stretch], _ detail: LaneDetail, _ forms: inout FormTable
  ) {
    let (start, edge) = moments.incoming()
    lower = Side(
      places: [Place](repeating: Place(node: 0, form: 0), count: moments.count),
      before: [Int32](repeating: -1, count: moments.count))
    upper = lower
    var rest = stretches[...]
    for moment in 1..<max(moments.count, 1) {
      let edges = edge[Int(start[moment])..<Int(start[moment + 1])]
      var stretch: Stretch?
      if let next = rest.first, next.moment == Int32(moment) {
        stretch = next
        rest.removeFirst()
      }
      var longer = stretch.flatMap { self.longer($0, &forms) }
      if let stretch, longer == nil, detail == .coarse {
        longer = (0, forms.product(stretch.work, times: stretch.slowdown - 1))
      }
      if let stretch, longer == nil { self.stretches.append(stretch) }
      let isNode = stretch != nil && longer == nil
      lower.place(
        moment, edges, moments, moments.lower, isNode: isNode, longer: longer?.lower ?? 0, &forms)
      upper.place(
        moment, edges, moments, moments.upper, isNode: isNode, longer: longer?.upper ?? 0, &forms)
    }
  }

  /// Whether both sides are one.
  var isOneSided: Bool {
    stretches.isEmpty && lower.places == upper.places && lower.waits == upper.waits
  }

  /// By what work takes longer, as forms; nil where not all comes from one moment.
  private func longer(
    _ stretch: Stretch, _ forms: inout FormTable
  ) -> (lower: Int32, upper: Int32)? {
    let start = (lower: lower.places[Int(stretch.start)], upper: upper.places[Int(stretch.start)])
    let node = start.lower.node
    guard start.upper.node == node else { return nil }
    func both(_ moment: Int32?) -> (lower: Int32, upper: Int32)? {
      guard let moment else { return nil }
      let (a, b) = (lower.places[Int(moment)], upper.places[Int(moment)])
      return a.node == node && b.node == node ? (a.form, b.form) : nil
    }
    var least: [[WorkExtension.Span]] = []
    var most: [[WorkExtension.Span]] = []
    for group in stretch.groups {
      var (low, high): ([WorkExtension.Span], [WorkExtension.Span]) = ([], [])
      for item in group {
        guard let begin = both(item.start) else { return nil }
        let end = both(item.end)
        guard (end != nil) == (item.end != nil) else { return nil }
        high.append(WorkExtension.Span(start: begin.lower, end: end?.upper))
        if let end { low.append(WorkExtension.Span(start: begin.upper, end: end.lower)) }
      }
      if !low.isEmpty { least.append(low) }
      most.append(high)
    }
    // Beside one thing that is known the least is the most.
    if least == most, least.count == 1, least[0].count == 1, start.lower == start.upper {
      let form = forms.longer(
        WorkExtension(
          slowdown: stretch.slowdown, start: start.upper.form, work: stretch.work, groups: most,
          isUpper: true))
      return (form, form)
    }
    let shortest = WorkExtension(
      slowdown: stretch.slowdown, start: start.lower.form, work: stretch.work, groups: least,
      isUpper: false)
    let longest = WorkExtension(
      slowdown: stretch.slowdown, start: start.upper.form, work: stretch.work, groups: most,
      isUpper: true)
    return (least.isEmpty ? 0 : forms.longer(shortest), forms.longer(longest))
  }

  /// Whether a moment comes from another by forms alone.
  func follows(_ later: Int32, _ earlier: Int32) -> Bool {
    lower.follows(later, earlier) && upper.follows(later, earlier)
  }
}

extension Reduction.Side {
  fileprivate mutating func place(
    _ moment: Int, _ edges: ArraySlice<Int32>, _ moments: Moments, _ sides: [Int32], isNode: Bool,
    longer: Int32, _ forms: inout FormTable
  ) {
    var found: [Reduction.Place] = []
    var only: Int32 = -1
    for edge in edges where sides[Int(edge)] != Moments.none {
      let source = moments.source[Int(edge)]
      only = only == -1 || only == source ? source : -2
      let before = places[Int(source)]
      let form = forms.sum(forms.sum(before.form, sides[Int(edge)]), longer)
      Self.add(Reduction.Place(node: before.node, form: form), to: &found, forms)
    }
    if !isNode, let first = found.first, found.allSatisfy({ $0.node == first.node }),
      let form = forms.longest(of: found.map(\.form))
    {
      places[moment] = Reduction.Place(node: first.node, form: form)
      before[moment] = max(only, -1)
    } else {
      places[moment] = Reduction.Place(node: Int32(moment), form: 0)
      waits[Int32(moment)] = found
    }
  }

  /// Keeps what may be the last: of two ways from one moment, one that covers the other.
  private static func add(
    _ new: Reduction.Place, to found: inout [Reduction.Place], _ forms: FormTable
  ) {
    for its in found
    where (its.node == new.node || new.node == 0) && forms.covers(its.form, new.form) {
      return
    }
    found.removeAll {
      ($0.node == new.node || $0.node == 0) && forms.covers(new.form, $0.form)
    }
    found.append(new)
  }

  fileprivate func follows(_ later: Int32, _ earlier: Int32) -> Bool {
    var moment = later
    while moment > earlier, before[Int(moment)] >= 0 { moment = before[Int(moment)] }
    return moment == earlier
  }
}

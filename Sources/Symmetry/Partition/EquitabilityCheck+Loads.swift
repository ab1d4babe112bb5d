// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

// What bundles carry of relations that are looked at as a whole.
extension EquitabilityCheck {
  /// Every bundle of a class has the same codes, each as often.
  mutating func compareLoads(_ codes: inout [(bundle: Int32, code: Int32)]) {
    var codeOfBundle = [Int32](repeating: -1, count: partition.bundleClass.count)
    var isAlone = true
    for (bundle, code) in codes {
      if codeOfBundle[Int(bundle)] >= 0 {
        isAlone = false
        break
      }
      codeOfBundle[Int(bundle)] = code
    }
    guard isAlone else { return compareManyLoads(&codes) }
    var model = [Int32](repeating: -1, count: partition.bundleClassCount)
    var loaded = [Int](repeating: 0, count: partition.bundleClassCount)
    for (bundle, code) in codes {
      let row = Int(partition.bundleClass[Int(bundle)])
      loaded[row] += 1
      if model[row] < 0 { model[row] = code }
      if model[row] != code { return failLoad(bundle) }
    }
    for row in loaded.indices where loaded[row] > 0 {
      if loaded[row] != partitionCount(ofBundleClass: Int32(row)) { return failLoad(nil) }
    }
  }

  private mutating func failLoad(_ bundle: Int32?) {
    fault =
      fault
      ?? (bundle.map {
        "links of one class, that of link \(ways.fabric.firstLink[Int($0)]), do not carry the same"
      } ?? "only some links of a class carry a collective")
  }

  private mutating func compareManyLoads(_ codes: inout [(bundle: Int32, code: Int32)]) {
    codes.sort { ($0.bundle, $0.code) < ($1.bundle, $1.code) }
    var model: [Int32: Range<Int>] = [:]
    var loaded: [Int32: Int] = [:]
    var first = 0
    while first < codes.count {
      var end = first
      while end < codes.count, codes[end].bundle == codes[first].bundle { end += 1 }
      let row = partition.bundleClass[Int(codes[first].bundle)]
      loaded[row, default: 0] += 1
      if let known = model[row] {
        if known.count != end - first
          || !zip(known, first..<end).allSatisfy({ codes[$0].code == codes[$1].code })
        {
          return failLoad(codes[first].bundle)
        }
      } else {
        model[row] = first..<end
      }
      first = end
    }
    if loaded.contains(where: { $0.value != partitionCount(ofBundleClass: $0.key) }) {
      failLoad(nil)
    }
  }
}

// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CHDF5
import Foundation
import Testing
import Timelines

@testable import TimelineStorage

@Suite struct FoldingTests {
  let folder: Folder
  let run = FoldedRun(ranks: 10, eventsPerRank: 4)

  init() throws { folder = try Folder() }

  private func events(of stored: StoredTimeline) throws -> EventColumns {
    var read = EventsInMemory()
    try stored.forEachEventBlock { read.append($0) }
    return read.columns
  }

  @Test func `what was folded is read back`() throws {
    let path = folder.path(of: "folded.h5")
    try run.write(to: path)
    let stored = try StoredTimeline.read(at: path)
    #expect(stored.timeline.folding == run.folding)
    #expect(stored.timeline.links.multiplicity == [10, 10])
    // Two links of two messages, in each of ten places.
    #expect(stored.timeline.traffic.flows == 40)
    #expect(stored.timeline.traffic.flowClasses == 4)
    let events = try events(of: stored)
    #expect(events.rankClass == [0, 1, 0, 1, 0, 1, 0, 1])
    #expect(events.multiplicity.allSatisfy { $0 == 5 })
  }

  @Test func `members are text that people read, with its grammar beside it`() throws {
    let path = folder.path(of: "folded.h5")
    try run.write(to: path)
    try HDF5Library.exclusively {
      let labels = try StoredTimeline.openTimeline(path).openGroup(Layout.labels)
      #expect(try labels.readStrings("class_members", shape: [2]) == ["0-8:2", "1-9:2"])
      let comment = try labels.openDataset("class_members").stringAttribute("comment")
      #expect(comment?.contains("N-M:S every S-th") == true)
    }
  }

  @Test func `a run that was not folded has no classes`() throws {
    let path = folder.path(of: "run.h5")
    try TimelineStorageTests.write(run.plain, to: path)
    let stored = try StoredTimeline.read(at: path)
    #expect(stored.timeline.folding == nil)
    #expect(try events(of: stored).rankClass.allSatisfy { $0 == -1 })
    try HDF5Library.exclusively {
      let file = try StoredTimeline.openTimeline(path)
      #expect(try !file.openGroup(Layout.labels).has("class_members"))
      #expect(try !file.openGroup(Layout.labels).has("class"))
    }
  }

  @Test func `a file of format 1_0, which knows no classes, is read`() throws {
    let path = folder.path(of: "run.h5")
    try TimelineStorageTests.write(run.plain, to: path)
    try HDF5Library.exclusively {
      let place = HDF5Place(path)
      // H5F_ACC_RDWR, a macro that Swift does not see.
      let readAndWrite: UInt32 = 1
      let file = try HDF5Object(H5Fopen(path, readAndWrite, hdf5_default()), "open", place)
      for name in [
        "timeline/events/class", "timeline/link_utilisation/multiplicity",
        "timeline/totals/flow_classes",
      ] {
        try HDF5Library.check(H5Ldelete(file.id, name, hdf5_default()), "delete", place)
      }
    }
    let stored = try StoredTimeline.read(at: path)
    #expect(stored.timeline.links.multiplicity == [1, 1])
    #expect(stored.timeline.traffic.flowClasses == stored.timeline.traffic.flows)
    #expect(try events(of: stored).rankClass == [Int32](repeating: -1, count: 40))
  }

  @Test(arguments: [-2, 2] as [Int32])
  func `an event of a class that there is none of is an error`(rankClass: Int32) throws {
    let path = folder.path(of: "folded.h5")
    var events = run.events
    events.rankClass[1] = rankClass
    let file = try TimelineFile.create(at: path, provenance: SampleRun.provenance, title: "")
    try file.append(events)
    try file.finish(run.timeline)
    let stored = try StoredTimeline.read(at: path)
    #expect(
      throws: StoredTimelineError.damaged(
        path: path, reason: "event 1 has the class \(rankClass) of 2")
    ) { try stored.forEachEventBlock { _ in } }
  }

  @Test(arguments: ["1-3:2", "2-9:3", "8-0:2", "0_8:2"])
  func `members that the run does not have are an error that names the class`(
    text: String
  ) throws {
    let path = folder.path(of: "folded.h5")
    try run.write(to: path)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    // "1-3:2" is a class of other ranks, and fine; the others are none.
    let place = try #require(bytes.range(of: Data("0-8:2".utf8)))
    bytes.replaceSubrange(place, with: Data(text.utf8))
    try bytes.write(to: URL(fileURLWithPath: path))
    guard text != "1-3:2" else {
      let folding = try StoredTimeline.read(at: path).timeline.folding
      #expect(folding?.ranks.members(of: 0) == [1, 3])
      return
    }
    let error = try #require(throws: StoredTimelineError.self) {
      try StoredTimeline.read(at: path)
    }
    #expect(error.description.contains("class 0 has the members \"\(text)\" of 10 ranks"))
  }
}

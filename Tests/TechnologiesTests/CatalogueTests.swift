// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import Technologies
import TestSupport
import Testing

@Suite struct CatalogueTests {
  @Test func `every record of the package loads`() throws {
    let catalogue = try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
    #expect(catalogue.links.count >= 5)
    #expect(catalogue.switches.count >= 3)
    #expect(catalogue.nics.count >= 2)
    #expect(catalogue.accelerators.count >= 4)
    #expect(catalogue.facility != nil)
    for accelerator in catalogue.accelerators {
      for port in accelerator.ports {
        #expect(catalogue.links.contains { $0.name == port.link }, "\(accelerator.name)")
      }
    }
  }

  @Test func `an H100 sends 450 GB/s over its NVLinks one way`() throws {
    // 900 GB/s both ways over 18 links: 50 GB/s both ways each, 25 GB/s one way.
    let catalogue = try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
    let link = try #require(catalogue.links.first { $0.name == "nvlink4" })
    let accelerator = try #require(catalogue.accelerators.first { $0.name == "h100-sxm" })
    let ports = try #require(accelerator.ports.first { $0.link == "nvlink4" })
    #expect(link.rate.value == .gigabytesPerSecond(25))
    #expect(link.rate.value * Double(ports.count.value) == .gigabytesPerSecond(450))
    #expect(link.messageOverhead.grade.isWeak)
  }

  @Test func `derived figures equal what they are derived from`() throws {
    let catalogue = try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
    // 10 pJ a forwarded bit, times what the chip forwards. Two roundings apart.
    for name in ["nvswitch-3", "quantum-x800", "photonic-io-switch-200t"] {
      let chip = try #require(catalogue.switches.first { $0.name == name })
      let power = .picojoulesPerBit(10) * chip.throughput.value
      #expect(chip.power.value.isClose(to: power, ulps: 4), "\(name)")
    }
    // 0.7 pJ/bit of laser, and 80 % of 3.1 pJ/bit in all that lasts; the rest moves bits.
    let link = try #require(catalogue.links.first { $0.name == "photonic-3d-32t" })
    let laser = JoulesPerBit.picojoulesPerBit(0.7) * link.rate.value
    #expect(link.powerPerEnd[0].value.isClose(to: laser, ulps: 4))
    let lasting = link.powerPerEnd[0].value + link.powerPerEnd[1].value
    #expect(lasting.isClose(to: .picojoulesPerBit(0.8 * 3.1) * link.rate.value, ulps: 8))
    let whole = lasting / link.rate.value + link.energy[0].value
    #expect(whole.isClose(to: .picojoulesPerBit(3.1), ulps: 16))
  }

  @Test func `the earlier folder wins where two hold one name`() throws {
    let folder = try ScratchFolder()
    try folder.write("nics/connectx-7.yaml", Records.nic(rate: "123 Gb/s"))
    let catalogue = try TechnologyCatalogue(
      folders: [folder.path, PackageRoot.path("technologies")])
    let nic = try #require(catalogue.nics.first { $0.name == "connectx-7" })
    #expect(nic.rate.value == .gigabitsPerSecond(123))
    #expect(catalogue.nics.count { $0.name == "connectx-7" } == 1)
  }

  @Test func `an unknown name is refused with the nearest known one`() throws {
    let catalogue = try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
    let document = try Document(text: "link: nvlnk4\n", name: "pod.yaml")
    var reader = try document.root.mapping()
    let node = try reader.required("link")
    let error = #expect(throws: DocumentError.self) { try catalogue.link(node) }
    let text = try #require(error?.description)
    #expect(text.hasPrefix("pod.yaml:1: link: \"nvlnk4\" is no link technology"))
    #expect(text.contains("did you mean nvlink4?"))
  }

  @Test func `no folder at all is an error that names those looked in`() throws {
    let error = #expect(throws: DocumentError.self) {
      try TechnologyCatalogue(folders: ["nowhere/a", "nowhere/b"])
    }
    #expect(error?.description.contains("nowhere/a, nowhere/b") == true)
  }

  @Test func `a link whose usual switch is not there is refused`() throws {
    let folder = try ScratchFolder()
    try folder.write("links/wire.yaml", Records.link(extra: "switch: nvswich-3\n"))
    let error = #expect(throws: DocumentError.self) {
      try TechnologyCatalogue(folders: [folder.path, PackageRoot.path("technologies")])
    }
    #expect(error?.description.contains("did you mean nvswitch-3?") == true)
  }
}

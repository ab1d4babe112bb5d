# Copyright 2026 the Heliograph authors
# SPDX-License-Identifier: Apache-2.0

"""Networks and flows that both simulators are given."""

import pathlib
import random

RATE = 50e9  # bytes a second and way: a port of 400 Gb/s


class Network:
    """Directed links, and flows between hosts over links that are told one by one."""

    def __init__(self):
        self.capacities = []
        self.flows = []

    def link(self, capacity=RATE):
        self.capacities.append(capacity)
        return len(self.capacities) - 1

    def flow(self, source, destination, links, size, start=0.0):
        self.flows.append((source, destination, links, size, start))

    def write(self, folder: pathlib.Path):
        """The tables of `heliograph flows`, and the hosts of each flow for SimGrid."""
        with open(folder / "links.csv", "w") as file:
            file.write("link_id,capacity_Bps\n")
            for number, capacity in enumerate(self.capacities):
                file.write(f"{number},{capacity!r}\n")
        with open(folder / "flows.csv", "w") as flows, open(folder / "pairs.csv", "w") as pairs:
            flows.write("flow_id,start_s,bytes,link_ids\n")
            pairs.write("flow_id,source,destination\n")
            for number, (source, destination, links, size, start) in enumerate(self.flows):
                flows.write(f"{number},{start!r},{size},{' '.join(map(str, links))}\n")
                pairs.write(f"{number},{source},{destination}\n")


class FatTree(Network):
    """Leaves of `down` hosts with as many links up as down, each to a spine of its own.

    Full bisection. A host's number decides the spine that leads to it, as destination-based
    routing of fat-trees does.
    """

    def __init__(self, hosts, down):
        super().__init__()
        self.hosts, self.down = hosts, down
        self.host_up = [self.link() for _ in range(hosts)]
        self.host_down = [self.link() for _ in range(hosts)]
        leaves = range(hosts // down)
        self.leaf_up = [[self.link() for _ in range(down)] for _ in leaves]
        self.leaf_down = [[self.link() for _ in range(down)] for _ in leaves]

    def route(self, source, destination):
        first, last = source // self.down, destination // self.down
        if first == last:
            return [self.host_up[source], self.host_down[destination]]
        spine = destination % self.down
        return [
            self.host_up[source], self.leaf_up[first][spine], self.leaf_down[last][spine],
            self.host_down[destination]]


def all_to_all(hosts):
    """1 MiB from each host to each other, all at once.

    Each port carries `hosts` - 1 of them from first to last, so all end at the same time.
    """
    tree = FatTree(hosts, 16)
    for source in range(hosts):
        for destination in range(hosts):
            if source != destination:
                tree.flow(source, destination, tree.route(source, destination), 1 << 20)
    return tree


def permutation(hosts):
    """2 MB from each host to another that nobody else sends to; spines are met by chance."""
    tree = FatTree(hosts, 32)
    receivers = list(range(hosts))
    random.Random(2026).shuffle(receivers)
    for source, destination in enumerate(receivers):
        if source != destination:
            tree.flow(source, destination, tree.route(source, destination), 2_000_000)
    return tree


def uneven(flows, links, hosts):
    """Sizes, starts, capacities and routes by chance: every flow ends at a time of its own."""
    chance = random.Random(flows)
    network = Network()
    for _ in range(links):
        network.link(chance.uniform(10e9, 100e9))
    pairs = [(a, b) for a in range(hosts) for b in range(hosts) if a != b]
    for source, destination in chance.sample(pairs, flows):
        network.flow(
            source, destination, chance.sample(range(links), chance.randint(2, 6)),
            chance.randint(1_000_000, 100_000_000), chance.uniform(0, 0.01))
    return network


RINGS = {"ring-256": 256, "ring-1024": 1_024}
RING_BYTES = 1 << 30

NETWORKS = {
    "all-to-all-128": lambda: all_to_all(128),
    "all-to-all-256": lambda: all_to_all(256),
    "permutation-1024": lambda: permutation(1_024),
    "uneven-1000": lambda: uneven(1_000, 200, 64),
    "uneven-4000": lambda: uneven(4_000, 800, 128),
}

TEXTS = {
    "ring-256": "ring all-reduce of 1 GiB, 256 hosts, 130,560 messages",
    "ring-1024": "the same, 1,024 hosts, 2,095,104 messages",
    "all-to-all-128": "all-to-all of 1 MiB a pair, fat-tree, 128 hosts, 16,256 flows",
    "all-to-all-256": "the same, 256 hosts, 65,280 flows",
    "permutation-1024": "permutation of 2 MB, fat-tree, 1,024 hosts",
    "uneven-1000": "1,000 uneven flows, 200 uneven links, 2 to 6 a route",
    "uneven-4000": "4,000 uneven flows, 800 uneven links, 2 to 6 a route",
}

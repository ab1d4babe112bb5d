// Conformance checkers, one a kind.

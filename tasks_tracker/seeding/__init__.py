"""DOOR. The demonstration: what lies under seed/, told through the operations that pages use."""

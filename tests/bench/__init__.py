"""Benchmarks, run by hand: each prints ratios taken in one run. docs/performance.md tells what they showed."""

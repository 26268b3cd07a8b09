#pragma once
/// The counter that every benchmark reports.

#include <benchmark/benchmark.h>

/// The time of an iteration, in nanoseconds, over the items it treats.
inline void report_per_item(benchmark::State& state, double items) {
  state.counters["ns_per_item"] = benchmark::Counter(
      items * 1e-9, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

#pragma once
/// What the past of one series adds to the knowledge of another's next value, from samples. In nats a step.
///
/// Solves:       T = I(y_(t+1) ; x_t .. x_(t-l+1) | y_t .. y_(t-h+1)), history h of the target, l of the source.
/// Scheme:       the series are embedded, and the information given the target's past is estimated: conditional Kraskov 1
///               (nearest_neighbours.hpp), normal variables, or frequencies of symbols (mutual_information.hpp). Samples that
///               overlap in time are neighbours unless `exclude` says otherwise.
/// Order:        statistical; bias as for the estimator of the information.
/// Exact for:    none.
/// Cost:         that of the information in 1 + h + l columns.
/// Use when:     the histories are as long as the memory of the target: too short a history takes the target's own memory for
///               influence. Not when a cause is to be proved: a third series that drives both is not seen; give it as `given`.
/// References:   schreiber2000, frenzel2007, kraskov2004
/// Validated by: information/transfer_entropy

#include <cstddef>
#include <cstdint>
#include <span>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/information/nearest_neighbours.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <vector>

namespace stochtherm {

struct History {
  std::size_t target = 1, source = 1;
};

/// The three variables of a transfer entropy, one row for each time that has its whole past.
struct Embedding {
  std::vector<std::vector<double>> next, target_past, source_past;
};
/// Each series may have several columns, all of one length.
[[nodiscard]] Embedding embed(Columns source, Columns target, History history = {});

/// Conditional Kraskov 1.
[[nodiscard]] Estimate transfer_entropy(Columns source, Columns target, History history = {},
                                        Neighbours neighbours = {});
[[nodiscard]] Estimate gaussian_transfer_entropy(Columns source, Columns target, History history = {});
[[nodiscard]] Estimate plugin_transfer_entropy(Columns source, Columns target, History history = {});

}  // namespace stochtherm

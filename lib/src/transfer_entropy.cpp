#include <algorithm>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/mutual_information.hpp>
#include <stochtherm/information/transfer_entropy.hpp>

#include "samples.hpp"

namespace stochtherm {

Embedding embed(Columns source, Columns target, History history) {
  const std::size_t rows = detail::require_samples({source, target}), h = history.target, l = history.source;
  require(h >= 1 && l >= 1, "a history has at least one step", "history",
          static_cast<double>(std::min(h, l)));
  const std::size_t past = std::max(h, l);
  require(rows > past + 1, "the series must be longer than the history", "samples",
          static_cast<double>(rows));
  const auto shifted = [&](const std::vector<double>& series, std::size_t back) {
    return std::vector<double>(series.begin() + static_cast<long>(past - back),
                               series.end() - static_cast<long>(back));
  };
  Embedding e;
  for (const auto& column : target) {
    e.next.push_back(shifted(column, 0));
    for (std::size_t lag = 1; lag <= h; ++lag) e.target_past.push_back(shifted(column, lag));
  }
  for (const auto& column : source)
    for (std::size_t lag = 1; lag <= l; ++lag) e.source_past.push_back(shifted(column, lag));
  return e;
}

Estimate transfer_entropy(Columns source, Columns target, History history, Neighbours neighbours) {
  const Embedding e = embed(source, target, history);
  return conditional_kraskov(e.next, e.source_past, e.target_past, neighbours);
}

Estimate gaussian_transfer_entropy(Columns source, Columns target, History history) {
  const Embedding e = embed(source, target, history);
  return gaussian_mutual_information(e.next, e.source_past, e.target_past);
}

Estimate plugin_transfer_entropy(Columns source, Columns target, History history) {
  const Embedding e = embed(source, target, history);
  return plugin_mutual_information(e.next, e.source_past, e.target_past);
}

}  // namespace stochtherm

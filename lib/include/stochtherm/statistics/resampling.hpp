#pragma once
/// Errors and significance of any estimator, by drawing the data again.
///
/// Solves:       bootstrap: the scatter of f over samples drawn with replacement from the data; parts: the scatter of f over
///               disjoint parts, brought to the whole by sqrt(parts); surrogates: how often f of data whose two variables
///               were torn apart reaches f of the data.
/// Scheme:       bootstrap in blocks of consecutive rows on a ring, block 1 for independent rows. Surrogates: rows of x
///               permuted (independent rows), or rotated in time by at least a tenth of the length (series). One-sided
///               p = (1 + surrogates that reach the data)/(1 + surrogates).
/// Order:        statistical: the error of the error is 1/sqrt(2 resamples); parts: 1/sqrt(2 (parts - 1)).
/// Exact for:    surrogates by permutation: the false-alarm rate of independent rows, at any number of surrogates.
/// Cost:         one evaluation of f for each.
/// Use when:     bootstrap: f is smooth in the frequencies. Not for nearest-neighbour estimators: a sample drawn twice is its
///               own neighbour at distance 0; use error_from_parts. Surrogates: is there any dependence at all?
/// References:   efron1979, kunsch1989, holmes2019, theiler1992, davison1997
/// Validated by: information/resampling

#include <cstddef>
#include <functional>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/information/nearest_neighbours.hpp>
#include <stochtherm/statistics/estimate.hpp>

namespace stochtherm {

using Statistic = std::function<double(Columns)>;

struct Resampling {
  Seed seed;
  std::size_t resamples = 200;
  std::size_t block = 1;  ///< rows that stay together
};

/// f of the data, with the standard deviation of f over resampled data.
[[nodiscard]] Estimate bootstrap(Columns rows, const Statistic& f, Resampling how);
/// f of the data, with the scatter of f over `parts` consecutive parts of it, divided by sqrt(parts).
[[nodiscard]] Estimate error_from_parts(Columns rows, const Statistic& f, std::size_t parts = 10);

struct Surrogates {
  Seed seed;
  std::size_t surrogates = 199;
  enum class Kind { permutation, rotation } kind = Kind::permutation;
};
struct Significance {
  double statistic;  ///< f of the data
  double p_value;    ///< how likely so much or more is without dependence
  Estimate without;  ///< mean of f over the surrogates, with their standard deviation in place of the error
};
[[nodiscard]] Significance surrogate_test(Columns x, Columns y,
                                          const std::function<double(Columns, Columns)>& f, Surrogates how);

}  // namespace stochtherm

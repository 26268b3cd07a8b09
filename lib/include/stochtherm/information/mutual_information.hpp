#pragma once
/// Mutual information from samples: of symbols by their frequencies, of normal variables by their covariance. In nats.
///
/// Solves:       I(X;Y|Z) = <ln[p(x,y|z)/(p(x|z) p(y|z))]>.
/// Scheme:       plugin: frequencies of rows as symbols. gaussian: ln[det S_xz det S_yz/(det S_z det S_xyz)]/2 with the
///               sample covariance S, less its bias: for normal samples <ln det S> exceeds the truth by
///               sum_i [psi((N-i)/2) - ln((N-1)/2)], i = 1..d, which is subtracted block by block. Standard error: of the mean of the
///               N terms, with their autocorrelation; gaussian: and sqrt(d_x d_y/2)/N, what is left where X and Y are independent.
/// Order:        statistical; plugin too large by about (|XYZ| - |XZ| - |YZ| + |Z|)/(2N), |.| the symbols seen, stated by
///               plugin_bias; gaussian unbiased for normal samples.
/// Exact for:    gaussian: linear maps of X and of Y alone change nothing.
/// Cost:         sorting; N d^2.
/// Use when:     plugin: each joint symbol was seen many times. gaussian: X and Y are jointly normal; else it answers what a
///               linear relation would carry, which can be more or less than I. Not where one column follows from the
///               others (refused).
/// References:   cover2006, miller1955, roulston1999
/// Validated by: information/neighbour_estimators, information/transfer_entropy

#include <stochtherm/information/nearest_neighbours.hpp>
#include <stochtherm/statistics/estimate.hpp>

namespace stochtherm {

[[nodiscard]] Estimate plugin_mutual_information(Columns x, Columns y, Columns given = {});
/// By how much it is expected to be too large, to first order.
[[nodiscard]] double plugin_bias(Columns x, Columns y, Columns given = {});
[[nodiscard]] Estimate gaussian_mutual_information(Columns x, Columns y, Columns given = {});

}  // namespace stochtherm

#pragma once
/// Entropy and divergences of densities on one grid, in nats.
///
/// Solves:       h = -int f ln f dx,  KL = int f ln(f/g) dx,  JS = (KL(f||m) + KL(g||m))/2 with m = (f + g)/2.
/// Scheme:       cell masses: h = -sum p ln(p/width); in KL and JS the widths cancel and the discrete sums remain.
/// Order:        2 in the cell width, towards the continuous values.
/// Exact for:    piecewise constant densities. On any grid KL and JS are bounds from below (coarse graining loses
///               information, it never makes any).
/// Cost:         as for discrete distributions, one logarithm per cell (two for JS).
/// Use when:     both densities live on the same grid and still hold all their mass. Not when an absorbing edge has
///               taken some: such a density is refused, since its divergence may be negative.
/// References:   cover2006, lin1991
/// Validated by: information/gaussian_closed_forms

#include <stochtherm/core/density.hpp>

namespace stochtherm {

/// Differential entropy: depends on the unit of length, may be negative. The mass must be 1.
[[nodiscard]] double differential_entropy(const Density& f);
/// +infinity where f has mass and g has none.
[[nodiscard]] double kullback_leibler(const Density& f, const Density& g);
/// In [0, ln 2].
[[nodiscard]] double jensen_shannon(const Density& f, const Density& g);

}  // namespace stochtherm

#include <cmath>
#include <stochtherm/information/discrete.hpp>
#include <stochtherm/thermodynamics/divergence_rates.hpp>
#include <stochtherm/thermodynamics/rates.hpp>

#include "catch.hpp"
#include "sentence.hpp"

using namespace stochtherm;

namespace {
const std::vector<double> p{0.5, 0.3, 0.2}, q{0.2, 0.3, 0.5}, dp{0.1, -0.3, 0.2}, dq{-0.2, 0.15, 0.05};

/// A central difference of the value along dp and dq.
template <class D>
double by_difference(D divergence) {
  const double h = 1e-5;
  const auto moved = [h](const std::vector<double>& m, const std::vector<double>& dm, double sign) {
    std::vector<double> at(m);
    for (std::size_t i = 0; i < at.size(); ++i) at[i] += sign * h * dm[i];
    return at;
  };
  return (divergence(moved(p, dp, 1), moved(q, dq, 1)).value -
          divergence(moved(p, dp, -1), moved(q, dq, -1)).value) /
         (2 * h);
}
}  // namespace

TEST_CASE("rates of divergences are their derivatives", "[divergence_rates]") {
  const ConvexFunction hellinger{[](double r) { return (std::sqrt(r) - 1) * (std::sqrt(r) - 1); },
                                 [](double r) { return 1 - 1 / std::sqrt(r); }};
  const auto agrees = [&](auto divergence) {
    const Divergence d = divergence(p, q);
    CHECK(d.rate({p, dp}, {q, dq}) == Approx(by_difference(divergence)).epsilon(1e-8));
    CHECK(std::abs(d.rate({p, dp}, {q, dq})) <= kinematic_bound(d, {p, dp}, {q, dq}));
  };
  using V = const std::vector<double>&;
  agrees([](V a, V b) { return kullback_leibler_divergence(a, b); });
  for (double order : {0.3, 0.5, 0.999999, 1.0, 1.000001, 2.0, 3.5}) {
    agrees([=](V a, V b) { return tsallis_divergence(order, a, b); });
    agrees([=](V a, V b) { return renyi_divergence(order, a, b); });
  }
  agrees([&](V a, V b) { return f_divergence(hellinger, a, b); });
}

TEST_CASE("orders join at 1, and equal distributions do not diverge", "[divergence_rates]") {
  CHECK(kullback_leibler_divergence(p, q).value == Approx(0.3 * std::log(2.5)));
  CHECK(tsallis_divergence(1 + 1e-9, p, q).value == Approx(kullback_leibler(p, q)).epsilon(1e-8));
  CHECK(renyi_divergence(2, p, q).value == Approx(std::log(0.25 / 0.2 + 0.3 + 0.04 / 0.5)));
  for (double order : {0.5, 1.0, 2.0}) {
    const Divergence d = renyi_divergence(order, p, p);
    CHECK(d.value == 0);
    CHECK(d.rate({p, dp}, {p, dq}) == 0);
  }
}

TEST_CASE("empty states", "[divergence_rates]") {
  const std::vector<double> a{0, 0.5, 0.5}, still{0, 0, 0}, fills{0.1, -0.1, 0};
  const Divergence d = kullback_leibler_divergence(a, q);
  CHECK(d.value == Approx(0.5 * std::log(0.5 / 0.3)));
  CHECK(std::isfinite(d.rate({a, still}, {q, dq})));
  CHECK(std::isinf(d.rate({a, fills}, {q, dq})));
  CHECK(std::isinf(temporal_fisher_information({a, fills})));
  CHECK(refuses([&] { return kullback_leibler_divergence(q, a); }, {"must not vanish"}));
  CHECK(refuses([&] { return tsallis_divergence(0, p, q); }, {"order"}));
  CHECK(refuses([&] { return d.rate({a, dp}, {q, std::vector<double>{0.1, 0, 0}}); }, {"arrive in others"}));
}

TEST_CASE("a distribution that stands still up to rounding is one that moves", "[divergence_rates]") {
  const std::vector<double> still{5.7e-17, 0, 0}, none(3);
  CHECK(kullback_leibler_divergence(p, q).rate({p, dp}, {q, still}) ==
        Approx(kullback_leibler_divergence(p, q).rate({p, dp}, {q, none})));
  CHECK(temporal_fisher_information({q, still}) < 1e-30);
}

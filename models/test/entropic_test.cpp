#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/core/jet.hpp>
#include <stochtherm/models/learning/entropic_mechanics.hpp>
#include <stochtherm/models/learning/onsager_tensor.hpp>

#include "catch.hpp"

using namespace stochtherm::models;
using stochtherm::InvalidArgument;

namespace {
const double NaN = std::numeric_limits<double>::quiet_NaN();

MetricField constant(std::array<double, 4> diagonal, double g01 = 0, double g10 = 0) {
  return [=](const std::array<EventJet, 4>&) {
    std::array<std::array<EventJet, 4>, 4> g{};
    for (std::size_t i = 0; i < 4; ++i) g[i][i] = diagonal[i];
    g[0][1] = g01, g[1][0] = g10;
    return g;
  };
}
/// What `Geometry::at` says of a metric; empty when it takes it.
std::string said(const MetricField& metric, const Event& x = {0, 0, 0, 0}) {
  try {
    (void)Geometry::at(metric, x);
  } catch (const InvalidArgument& error) {
    return error.what();
  }
  return "";
}
bool says(const std::string& sentence, const char* word) { return sentence.find(word) != std::string::npos; }
}  // namespace

TEST_CASE("jets: first and second derivatives of every function they know") {
  const double x = 0.7, y = 1.3;
  const auto at = stochtherm::second_order_at<2>({x, y});
  const auto f = exp(at[0] * at[1]) + log(at[1]) / at[0];
  CHECK(f.value.value == Approx(std::exp(x * y) + std::log(y) / x));
  CHECK(f.value.slope[0] == Approx(y * std::exp(x * y) - std::log(y) / (x * x)));
  CHECK(f.slope[0].slope[1] == Approx((1 + x * y) * std::exp(x * y) - 1 / (x * x * y)));
  CHECK(f.slope[1].slope[0] == Approx(f.slope[0].slope[1]));
  const auto g = sqrt(at[0]) * sin(at[0]) + cos(at[0]) + atan(at[0]);
  const double r = std::sqrt(x);
  CHECK(g.value.slope[0] == Approx(std::sin(x) / (2 * r) + r * std::cos(x) - std::sin(x) + 1 / (1 + x * x)));
  CHECK(g.slope[0].slope[0] == Approx(-std::sin(x) / (4 * r * r * r) + std::cos(x) / r - r * std::sin(x) -
                                      std::cos(x) - 2 * x / ((1 + x * x) * (1 + x * x))));
  CHECK((-f).slope[1].slope[1] == -f.slope[1].slope[1]);
}

TEST_CASE("metrics: flat is flat; what is no metric of space-time gets a sentence") {
  const auto flat = Geometry::at(constant({-2, 1, 1, 3}), {0, 0, 0, 0});
  CHECK(flat.ricci == 0);
  CHECK(flat.volume == Approx(std::sqrt(6.0)));
  CHECK(says(said(constant({1, 1, 1, 1})), "signature"));
  CHECK(says(said(constant({-1, -1, 1, 1})), "signature"));
  CHECK(says(said(constant({1, -1, -1, -1})), "signature"));
  CHECK(says(said(constant({-1, 1, 0, 1})), "regular"));
  CHECK(says(said(constant({-1, 1, NaN, 1})), "finite"));
  CHECK(says(said(constant({-1, 1, 1, 1}, 0.1, 0.2)), "symmetric"));
  CHECK(says(said({}), "metric"));
  CHECK(says(said(constant({-1, 1, 1, 1}), {0, NaN, 0, 0}), "coordinate"));
  CHECK(!said(schwarzschild(1), {0, 2, 1, 0}).empty());  // the horizon of these coordinates
  CHECK_THROWS_AS(schwarzschild(-1), InvalidArgument);
  CHECK_THROWS_AS(schwarzschild_harmonic(NaN), InvalidArgument);
}

TEST_CASE("Onsager tensors need a finite metric and a positive kappa") {
  auto inverse = Geometry::at(constant({-1, 1, 1, 1}), {0, 0, 0, 0}).inverse;
  CHECK_THROWS_AS(OnsagerTensor::printed(inverse, 0), InvalidArgument);
  CHECK_THROWS_AS(OnsagerTensor::corrected(inverse, -1), InvalidArgument);
  CHECK(OnsagerTensor::corrected(inverse, 2)(0, 0, 1, 1, 2, 2) ==
        Approx(0.5 * OnsagerTensor::corrected(inverse, 1)(0, 0, 1, 1, 2, 2)));
  inverse[2][2] = NaN;
  CHECK_THROWS_AS(OnsagerTensor::printed(inverse, 1), InvalidArgument);
}

TEST_CASE("entropic mechanics refuses what diffuses or learns backwards") {
  const EntropicMechanics good{.diffusion = 0.5, .rate = 1};
  CHECK(good.nu() == Approx(1));
  CHECK(FreePacket{good}.variance(2) == Approx(5));
  CHECK(FreePacket{good}.diffusive_variance(2) == Approx(2));
  CHECK(std::norm(FreePacket{good}.wave(0.3, 0.7)) == Approx(FreePacket{good}.density(0.3, 0.7)));
  for (const auto& bad : {EntropicMechanics{-0.5, 1, 1}, EntropicMechanics{0.5, 0, 1},
                          EntropicMechanics{0.5, 1, -1}, EntropicMechanics{NaN, 1, 1}}) {
    CHECK_THROWS_AS(bad.nu(), InvalidArgument);
    CHECK_THROWS_AS(bad.wave_number(), InvalidArgument);
    CHECK_THROWS_AS(FreePacket{bad}.variance(1), InvalidArgument);
    CHECK_THROWS_AS(FreePacket{bad}.diffusive_variance(1), InvalidArgument);
  }
  CHECK_THROWS_AS((FreePacket{good, 0.0}.variance(1)), InvalidArgument);
  CHECK_THROWS_AS((FreePacket{good, 1, NaN}.mean(1)), InvalidArgument);
  CHECK_THROWS_AS(FreePacket{good}.wave(NaN, 1), InvalidArgument);
  CHECK_THROWS_AS(FreePacket{good}.diffusive_variance(-1), InvalidArgument);
}

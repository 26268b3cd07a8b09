#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <stochtherm/simd/math.hpp>
#include <vector>

#include "catch.hpp"

using namespace stochtherm;
using simd::Double;

namespace {

double ulp(long double exact) {
  const double x = std::abs(static_cast<double>(exact));
  return std::nextafter(x, std::numeric_limits<double>::infinity()) - x;
}

/// The largest error in ulp of `f` against `exact` over random x from `draw`, and that all widths give the
/// same bits.
template <class F, class Exact, class Draw>
double worst_ulp(F f, Exact exact, Draw draw) {
  std::mt19937_64 engine(1);
  double worst = 0, at = 0;
  for (int i = 0; i < 400'000; ++i) {
    const double x = draw(engine);
    const double one = f(Double<1>(x))[0];
    REQUIRE(one == f(Double<8>(x))[5]);
    const long double truth = exact(static_cast<long double>(x));
    const double error = static_cast<double>(std::abs(static_cast<long double>(one) - truth)) / ulp(truth);
    if (error > worst) worst = error, at = x;
  }
  UNSCOPED_INFO("worst input " << std::hexfloat << at << ", error " << worst << " ulp");
  CAPTURE(worst);
  return worst;
}

auto uniform(double a, double b) {
  return [=](auto& engine) { return std::uniform_real_distribution<double>(a, b)(engine); };
}

}  // namespace

TEST_CASE("elementary functions on packs keep their stated error", "[simd]") {
  const auto any_exponent = [](auto& engine) {
    return std::ldexp(std::uniform_real_distribution<double>(1, 2)(engine),
                      std::uniform_int_distribution<int>(-1021, 1022)(engine));
  };
  CHECK(worst_ulp([](auto x) { return log(x); }, [](long double x) { return std::log(x); }, any_exponent) <
        0.85);
  CHECK(worst_ulp([](auto x) { return log(x); }, [](long double x) { return std::log(x); }, uniform(0.5, 2)) <
        0.85);
  CHECK(worst_ulp([](auto x) { return exp(x); }, [](long double x) { return std::exp(x); },
                  uniform(-708, 709)) < 1.05);
  CHECK(worst_ulp([](auto x) { return exp(x); }, [](long double x) { return std::exp(x); }, uniform(-1, 1)) <
        1.05);
  CHECK(worst_ulp([](auto x) { return sin(x); }, [](long double x) { return std::sin(x); },
                  uniform(-10, 10)) < 1.5);
  CHECK(worst_ulp([](auto x) { return cos(x); }, [](long double x) { return std::cos(x); },
                  uniform(-10, 10)) < 1.5);
  CHECK(worst_ulp([](auto x) { return sin(x); }, [](long double x) { return std::sin(x); },
                  uniform(-1e6, 1e6)) < 2.3);
  CHECK(worst_ulp([](auto x) { return tanh(x); }, [](long double x) { return std::tanh(x); },
                  uniform(-25, 25)) < 3);
  CHECK(worst_ulp([](auto x) { return tanh(x); }, [](long double x) { return std::tanh(x); },
                  uniform(-1, 1)) < 3);
}

TEST_CASE("what normals are made of keeps its stated error", "[simd]") {
  const auto worst = [](auto f, auto exact, auto draw) {  // relative above 1, absolute below
    std::mt19937_64 engine(2);
    double error = 0;
    for (int i = 0; i < 400'000; ++i) {
      const double x = draw(engine), one = f(Double<1>(x))[0];
      REQUIRE(one == f(Double<8>(x))[3]);
      const auto truth = static_cast<double>(exact(static_cast<long double>(x)));
      error = std::max(error, std::abs(one - truth) / std::max(1.0, std::abs(truth)));
    }
    return error;
  };
  const long double half_pi = 1.57079632679489661923132169163975144L;
  CHECK(worst([](auto a) { return simd::detail::sincos_quarter_turns(a).sin; },
              [=](long double a) { return std::sin(half_pi * a); }, uniform(-0.5, 0.5)) < 7e-12);
  CHECK(worst([](auto a) { return simd::detail::sincos_quarter_turns(a).cos; },
              [=](long double a) { return std::cos(half_pi * a); }, uniform(-0.5, 0.5)) < 5e-11);
  for (const double range : {1.0, 71.0})  // products of three u
    CHECK(worst([](auto x) { return simd::detail::half_minus_log(simd::detail::log_parts<54>(x)); },
                [](long double x) { return -0.5L * std::log(0x1p54L * x); },
                [=](auto& engine) { return 0x1p-54 * std::exp(-uniform(0, range)(engine)); }) < 9e-12);
}

TEST_CASE("elementary functions on packs know the special values", "[simd]") {
  const double inf = std::numeric_limits<double>::infinity(), nan = std::nan("");
  CHECK(log(Double<2>(0.0))[0] == -inf);
  CHECK(log(Double<2>(-0.0))[0] == -inf);
  CHECK(log(Double<2>(1.0))[0] == 0);
  CHECK(log(Double<2>(inf))[0] == inf);
  CHECK(std::isnan(log(Double<2>(-1.0))[0]));
  CHECK(std::isnan(log(Double<2>(nan))[0]));
  CHECK(log(Double<2>(5e-324))[0] == Approx(std::log(5e-324)).epsilon(1e-15));
  CHECK(exp(Double<2>(0.0))[0] == 1);
  CHECK(exp(Double<2>(-1e4))[0] == 0);
  CHECK(exp(Double<2>(1e4))[0] == inf);
  CHECK(exp(Double<2>(-inf))[0] == 0);
  CHECK(exp(Double<2>(inf))[0] == inf);
  CHECK(std::isnan(exp(Double<2>(nan))[0]));
  CHECK(exp(Double<2>(-740.0))[0] == Approx(std::exp(-740.0)).epsilon(1e-2));
  CHECK(sin(Double<2>(0.0))[0] == 0);
  CHECK(cos(Double<2>(0.0))[0] == 1);
  CHECK(std::isnan(cos(Double<2>(nan))[0]));
  CHECK(tanh(Double<2>(inf))[0] == 1);
  CHECK(tanh(Double<2>(-inf))[0] == -1);
  CHECK(std::signbit(tanh(Double<2>(-0.0))[0]));
  CHECK(tanh(Double<2>(1e-300))[0] == 1e-300);
  CHECK(std::isnan(tanh(Double<2>(nan))[0]));
}

TEST_CASE("every lane of a pack is its own number", "[simd]") {
  Double<4> x;
  for (int i = 0; i < 4; ++i) x.set(i, 0.3 * i - 0.5);
  const auto y = x * x - Double<4>(1.0) / (x + 2);
  for (int i = 0; i < 4; ++i) CHECK(y[i] == x[i] * x[i] - 1.0 / (x[i] + 2));
  CHECK(Double<4>(-0.0)[2] == 0);
  CHECK(std::signbit(Double<4>(-0.0)[2]));
  for (int i = 0; i < 4; ++i) CHECK(sqrt(abs(x))[i] == std::sqrt(std::abs(x[i])));
}

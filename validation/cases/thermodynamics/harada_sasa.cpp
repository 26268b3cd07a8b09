// Dissipation of a rotating trap from fluctuation and response alone.
#include <fmt/format.h>

#include <cmath>
#include <complex>
#include <stochtherm/thermodynamics/harada_sasa.hpp>
#include <stochtherm/validation/case.hpp>

#include "samples.hpp"

namespace stochtherm::validation {
namespace {

// F = -k r + kappa z x r with neither friction nor temperature 1: dissipation 2 kappa^2 kT/(gamma k), kT times the entropy
// production rate, which is 16/3 in units of k/(1.5 gamma).
constexpr double k = 1.5, kappa = 2, gamma = 0.7, kT = 0.8;
constexpr double exact = 2 * kappa * kappa * kT / (gamma * k);
using Complex = std::complex<double>;
const Complex rate = Complex(k, kappa) / gamma;

/// Mean squared displacement of one coordinate, and displacement per constant force from time 0 on.
double msd(double t) { return 2 * kT / k * (1 - std::exp(-rate * t).real()); }
double chi(double t) { return ((1.0 - std::exp(-rate * t)) / rate).real() / gamma; }

/// C_m and R_m of velocities averaged over h.
void lags(double h, std::size_t order, std::vector<Estimate>& C, std::vector<Estimate>& R, double response) {
  for (std::size_t m = 0; m < order; ++m) {
    const double t = static_cast<double>(m) * h;
    const auto second = [&](auto f, double at_zero) {
      return m == 0 ? at_zero * f(h) : f(t + h) - 2 * f(t) + f(t - h);
    };
    C.push_back({second(msd, 2) / (2 * h * h), 0, 2});
    R.push_back({response * second(chi, 1) / (h * h), 0, 2});
  }
}

/// `response` scales the measured response: 1 is the truth.
Verdict compare(const Effort& effort, double response) {
  Verdict verdict;
  const Estimate at_rest{0, 0, 2};
  for (const std::size_t order_in_h : {1U, 2U, 3U}) {
    std::vector<double> steps, errors;
    for (double h = 0.016; h > 0.0015; h /= 2) {
      std::vector<Estimate> C, R;
      lags(h, order_in_h, C, R, response);
      steps.push_back(h);
      errors.push_back(2 * harada_sasa(at_rest, C, R, gamma, kT).mean - exact);
    }
    // The next order in h |rate| <= 0.06 bends the line by some percent.
    verdict.checks.push_back(order(fmt::format("order in the sampling time, {} lags", order_in_h), steps,
                                   errors, static_cast<double>(order_in_h), 0.1));
  }

  // Exact spectra: x~ = G f~ with G = gamma^-1 (rate - iw)^-1, and its mirror image for the other sense of rotation.
  std::vector<double> w, C, R;
  for (int j = 0; j <= 400'000; ++j) {
    w.push_back(0.01 * j);
    const Complex iw(0, w.back());
    const Complex a = 1.0 / (rate - iw), b = 1.0 / (std::conj(rate) - iw);
    const Complex along = 0.5 * (a + b) / gamma, across = 0.5 * (a - b) / gamma;
    C.push_back(w.back() * w.back() * 2 * gamma * kT * (std::norm(along) + std::norm(across)));
    R.push_back(response * (-iw * along).real());
  }
  // Left out beyond W = 4000 is a part of order (|rate|/W)^3 = 7e-10.
  verdict.checks.push_back(
      digits("dissipation from spectra", 2 * harada_sasa_spectral(0, w, C, R, gamma, kT), exact, 8));
  verdict.checks.push_back(digits("entropy production rate × 1.5γ/k, from spectra",
                                  2 * harada_sasa_spectral(0, w, C, R, gamma, kT) / kT * gamma, 5.3333333333,
                                  8));

  // Trajectories sampled exactly; the response to a force on each coordinate in turn, with the same noise.
  const double h = 0.15, force = 0.1;
  const std::size_t n = effort.samples(1'000'000), order_in_h = 2;
  const Complex turn = std::exp(-std::conj(rate) * h);  // x + iy turns with +kappa
  const double width = std::sqrt(kT / k), kick = width * std::sqrt(1 - std::norm(turn));
  std::vector<std::vector<double>> x(order_in_h + 1, std::vector<double>(n)), y = x;
  for (std::size_t i = 0; i < n; ++i) {
    Complex r(width * normal(effort, i, 0, 0), width * normal(effort, i, 1, 0));
    for (std::size_t m = 0; m <= order_in_h; ++m) {
      if (m > 0) r = turn * r + kick * Complex(normal(effort, i, 0, m), normal(effort, i, 1, m));
      x[m][i] = r.real();
      y[m][i] = r.imag();
    }
  }
  const auto measured = [&](const std::vector<std::vector<double>>& unperturbed) {
    auto perturbed = unperturbed;
    for (std::size_t m = 1; m <= order_in_h; ++m)
      for (double& value : perturbed[m]) value += response * force * chi(static_cast<double>(m) * h);
    return harada_sasa(unperturbed, perturbed, force, h, gamma, kT);
  };
  // What an extrapolation from h and 2h gives without noise; the exact value lies some percent away.
  const auto of_h = [](double t) { return gamma * (msd(t) - 2 * kT * chi(t)) / (t * t); };
  const double at_this_h = 2 * of_h(h) - of_h(2 * h);
  // Standard error 0.09 per coordinate at a tenth of the effort.
  verdict.checks.push_back(statistical(fmt::format("dissipation through x, from trajectories, h = {}", h),
                                       measured(x), at_this_h, 0.8));
  verdict.checks.push_back(statistical(fmt::format("dissipation through y, from trajectories, h = {}", h),
                                       measured(y), at_this_h, 0.8));
  verdict.remarks.push_back(
      fmt::format("At h = {} the extrapolation of second order gives {:.4f} per coordinate; the "
                  "limit is {:.4f}.",
                  h, at_this_h, exact / 2));
  return verdict;
}

const Registered registered{{
    .name = "thermodynamics/harada_sasa",
    .claim = "The violation of the fluctuation-response relation in a rotating trap is its dissipation: from "
             "spectra, from "
             "displacements sampled at finite time with the stated order, and from trajectories.",
    .equation = "γ Σ ∫dω/2π [C̃ − 2kT R̃′] = 2κ^{2}kT/(γk)",
    .source = "haradasasa2005, haradasasa2006",
    .tags = {"exact", "order", "statistical"},
    .statistical_checks = 2,
    .check = [](const Effort& effort) { return compare(effort, 1); },
    .sabotage = {.description =
                     "The response is too small by half, as if it acted before its cause as well as after.",
                 .check = [](const Effort& effort) { return compare(effort, 0.5); }},
}};

}  // namespace
}  // namespace stochtherm::validation

// The spectrum of open channels: a sum of Lorentzians. Where 1/f appears, and where it does not.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stochtherm/models/neuron/channel_statistics.hpp>
#include <stochtherm/models/neuron/hodgkin_huxley.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/studies/channel_noise.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

constexpr double pi = std::numbers::pi;

/// Periodograms dt |sum (x - mean) e^{-i w t}|^2/L of consecutive parts of length L, at the k-th frequency k/(L dt).
Estimate periodogram(const std::vector<double>& x, double mean, std::size_t L, std::size_t k, double dt) {
  std::vector<double> of_part;
  for (std::size_t at = 0; at + L <= x.size(); at += L) {
    double re = 0, im = 0;
    for (std::size_t j = 0; j < L; ++j) {
      const double phase = 2 * pi * static_cast<double>(k * j % L) / static_cast<double>(L);
      re += (x[at + j] - mean) * std::cos(phase), im += (x[at + j] - mean) * std::sin(phase);
    }
    of_part.push_back(dt * (re * re + im * im) / static_cast<double>(L));
  }
  return estimate_mean(of_part);
}

/// What its mean is, exactly, for a covariance C.
template <class F>
double expected_periodogram(const F& C, std::size_t L, std::size_t k, double dt) {
  const auto n = static_cast<double>(L);
  double sum = C(0.0);
  for (std::size_t j = 1; j < L; ++j)
    sum += 2 * (1 - static_cast<double>(j) / n) * C(static_cast<double>(j) * dt) *
           std::cos(2 * pi * static_cast<double>(k * j % L) / n);
  return dt * sum;
}

/// Local slope d ln S/d ln f.
template <class F>
double slope_at(const F& S, double f) {
  return (std::log(S(f * 1.001)) - std::log(S(f / 1.001))) / (2 * std::log(1.001));
}

/// `rates` multiplies the rates of the Lorentzians that are believed; 1 is the truth.
Verdict compare(const Effort& effort, double rates) {
  Verdict verdict;
  const models::HodgkinHuxley axon;
  const models::IndependentGates n{4, 0.31767691, 5.45858469}, m{3, 0.05293249, 0.23676688},
      h{1, 0.59612075, 8.51601076};
  auto potassium = models::channel_statistics(std::vector{n}),
       sodium = models::channel_statistics(std::vector{m, h});
  verdict.checks.push_back(digits("potassium at −65 mV: p = n^{4}", potassium.open, 0.0101845682, 7));
  verdict.checks.push_back(digits("C(0) = p(1 − p)", potassium.covariance(0), 0.0100808428, 7));
  verdict.checks.push_back(digits("C(1 ms)", potassium.covariance(1), 0.0061660088, 7));
  verdict.checks.push_back(digits("C(5 ms)", potassium.covariance(5), 0.0011361477, 7));
  verdict.checks.push_back(digits("sodium: p = m^{3}h", sodium.open, 8.840994e-5, 6));
  verdict.checks.push_back(digits("sodium: C(0.1 ms)", sodium.covariance(0.1), 2.690240e-5, 6));
  double variance = 0;
  for (const auto& term : sodium.terms) variance += term.weight;
  verdict.checks.push_back(
      digits("the Lorentzians' weights add up to p(1 − p)", variance, sodium.variance(), 13));
  verdict.checks.push_back(digits(
      "2∫S df is the variance, by quadrature",
      [&] {
        double sum = 0;  // f = tan-like stretch: x/(1-x)
        constexpr int cells = 20000;
        for (int i = 0; i < cells; ++i) {
          const double x = (i + 0.5) / cells, f = x / (1 - x);
          sum += potassium.spectrum(f) / ((1 - x) * (1 - x)) / cells;
        }
        return 2 * sum;
      }(),
      potassium.variance(), 5));
  for (auto& term : potassium.terms) term.rate *= rates;

  // Every transition of 180 channels in a clamp, looked at each 0.25 ms.
  const double dt = 0.25, N = 180;
  const std::size_t L = 512;
  const auto run = studies::noisy_axon(axon, {.sodium = 1,
                                              .potassium = 180,
                                              .duration = effort.scale >= 1 ? 60e3 : 20e3,
                                              .seed = effort.seed,
                                              .clamp = -65.0,
                                              .record_every = dt});
  Series simulated{
      .label = "simulated channels", .x = {}, .y = {}, .error = {}, .style = Series::Style::points};
  for (const std::size_t k : {2U, 8U, 32U, 128U}) {
    const auto seen = periodogram(run.open_potassium, N * potassium.open, L, k, dt);
    const double f = static_cast<double>(k) / (static_cast<double>(L) * dt),
                 due = expected_periodogram([&](double t) { return N * potassium.covariance(t); }, L, k, dt);
    verdict.checks.push_back(
        statistical(fmt::format("spectrum at {:.4g} Hz, ms", 1e3 * f), seen, due, 0.9 * due));
  }
  for (std::size_t k = 1; k <= 256; k = std::max(k + 1, k * 5 / 4)) {
    const double f = static_cast<double>(k) / (static_cast<double>(L) * dt);
    simulated.add(1e3 * f, periodogram(run.open_potassium, N * potassium.open, L, k, dt));
  }
  Series lorentzians{
      .label = "sum of four Lorentzians", .x = {}, .y = {}, .error = {}, .style = Series::Style::line};
  Series spread{.label = "rates spread from 1/s to 1000/s",
                .x = {},
                .y = {},
                .error = {},
                .style = Series::Style::line};
  Series shot{.label = "Poisson (shot) noise", .x = {}, .y = {}, .error = {}, .style = Series::Style::dashed};
  const double slow = 1e-3, fast = 1;  // 1/ms
  const auto S_spread = [&](double f) {
    return models::spectrum_of_spread_rates(N * 0.0100808428, slow, fast, f);
  };
  for (double f = 1e-4; f < 3; f *= 1.15) {
    lorentzians.add(1e3 * f, N * potassium.spectrum(f));
    spread.add(1e3 * f, S_spread(f));
    shot.add(1e3 * f, N * potassium.spectrum(0.1) * 0.3);
  }
  const auto S_K = [&](double f) { return potassium.spectrum(f); };
  verdict.checks.push_back(
      at_least("channels: slope d ln S/d ln f at 1 Hz (flat)", slope_at(S_K, 1e-3), -0.01));
  verdict.checks.push_back(at_most("channels: slope at 10 kHz (1/f^{2})", slope_at(S_K, 10), -1.99));
  // Between its ends the spread spectrum is 1/f to a few per cent; outside it is flat and 1/f^2.
  verdict.checks.push_back(at_most("spread rates: |slope + 1| in the middle of the three decades",
                                   std::abs(slope_at(S_spread, std::sqrt(slow * fast) / (2 * pi)) + 1),
                                   0.05));
  verdict.checks.push_back(
      at_least("spread rates: slope far below the slowest", slope_at(S_spread, slow / 600), -0.01));
  verdict.checks.push_back(
      at_most("spread rates: slope far above the fastest", slope_at(S_spread, fast * 100), -1.99));
  // A Poisson train of 1 per ms in bins of dt: flat at its rate.
  std::vector<double> train(std::size_t{256} * (effort.scale >= 1 ? 1000 : 300), 0.0);
  {
    double t = 0;
    for (std::uint64_t draw = 0;; ++draw) {
      t -= std::log(random::uniform(effort.seed, random::Stream::data, 0, 0, draw));
      const auto bin = static_cast<std::size_t>(t / dt);
      if (bin >= train.size()) break;
      train[bin] += 1 / dt;
    }
  }
  for (const std::size_t k : {4U, 100U})
    verdict.checks.push_back(statistical(fmt::format("Poisson train of 1 per ms: spectrum at {:.4g} Hz",
                                                     1e3 * static_cast<double>(k) / (256 * dt)),
                                         periodogram(train, 1, 256, k, dt), 1, 0.5));
  verdict.figures.push_back(
      {.title = "Noise of 180 potassium channels at −65 mV",
       .x_label = "frequency, Hz",
       .y_label = "spectrum of open channels, ms",
       .series = {lorentzians, simulated, spread, shot},
       .caption = "Channels are flat and then fall as 1/f^{2}; 1/f appears where rates are spread over "
                  "decades, and only between them; shot noise is flat (its height here is arbitrary).",
       .log_x = true,
       .log_y = true});
  return verdict;
}

const Registered registered{{
    .name = "neuron/channel_spectra",
    .claim = "Open channels have the spectrum of a few Lorentzians, not 1/f; 1/f needs rates spread over "
             "decades; Poisson "
             "noise is white.",
    .equation = "S(f) = Σ 2 c r/[r^{2} + (2πf)^{2}]",
    .source = "hille2001, goldwyn2011",
    .tags = {"exact", "statistical", "figure"},
    .statistical_checks = 6,
    .check = [](const Effort& effort) { return compare(effort, 1); },
    .sabotage = {.description = "The channels forget in half the time: tau_{n} of one gate for that of two.",
                 .check = [](const Effort& effort) { return compare(effort, 2); }},
}};

}  // namespace
}  // namespace stochtherm::validation

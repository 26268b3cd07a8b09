// The squid's axon: rest, stability, thresholds, bifurcations and the rate of firing, to the digits they are known.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stochtherm/models/neuron/hodgkin_huxley.hpp>
#include <stochtherm/studies/excitable_membrane.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using models::HodgkinHuxley;
using studies::ExcitableMembrane;

Verdict compare(const Effort& effort, const HodgkinHuxley& axon) {
  Verdict verdict;
  const ExcitableMembrane m(axon);
  const auto rest = studies::rests(m, 0).front();
  const double known[] = {-64.99637933, 0.05295509, 0.59599412, 0.31773240};
  const char* names[] = {"rest V", "rest m", "rest h", "rest n"};
  for (std::size_t i = 0; i < 4; ++i)
    verdict.checks.push_back(digits(names[i], rest.state[i], known[i], i == 0 ? 10 : 7));
  verdict.checks.push_back(
      digits("eigenvalue at rest, slow, 1/ms", rest.eigenvalues[0].real(), -0.12066507, 8));
  verdict.checks.push_back(digits("pair at rest, real part", rest.eigenvalues[1].real(), -0.20263885, 8));
  verdict.checks.push_back(digits("pair at rest, imaginary part", rest.eigenvalues[1].imag(), 0.38322451, 8));
  verdict.checks.push_back(digits("eigenvalue at rest, fast", rest.eigenvalues[3].real(), -4.67502731, 8));
  HodgkinHuxley rounded = axon;
  rounded.EL = -54.4;
  const auto rounded_rest = studies::rests(ExcitableMembrane(rounded), 0).front();
  verdict.checks.push_back(
      digits("rest V with the leak at −54.4 mV", rounded_rest.potential, -64.99972243, 10));

  const auto hopf = studies::hopf_points(m), rounded_hopf = studies::hopf_points(ExcitableMembrane(rounded));
  verdict.checks.push_back(bits_equal("number of Hopf points", hopf.size(), 2));
  if (hopf.size() == 2 && rounded_hopf.size() == 2) {
    verdict.checks.push_back(digits("lower Hopf point, μA/cm^{2}", hopf[0].current, 9.775438, 7));
    verdict.checks.push_back(digits("its potential", hopf[0].potential, -59.65414, 7));
    verdict.checks.push_back(digits("its frequency, rad/ms", hopf[0].frequency, 0.58623, 5));
    verdict.checks.push_back(digits("upper Hopf point", hopf[1].current, 154.52243, 8));
    // A leak moved by -0.013 mV is a current of 0.3 * 0.013.
    verdict.checks.push_back(
        digits("lower Hopf point with the leak at −54.4 mV", rounded_hopf[0].current, 9.775438 + 0.0039, 7));
  }
  verdict.checks.push_back(
      digits("least step of current for a spike", studies::current_threshold(m, 1, 5), 2.240334, 7));
  verdict.checks.push_back(digits("least depolarisation for a spike, mV",
                                  studies::depolarisation_threshold(m, 2, 15), 6.505071, 7));

  struct Known {
    double current, period;
  };
  for (const auto& [I, period] : {Known{6.5, 18.1629}, Known{7, 17.1447}, Known{8, 16.0077},
                                  Known{10, 14.63621}, Known{100, 6.79027}, Known{150, 5.9576}}) {
    const auto f = *studies::firing(m, I);
    verdict.checks.push_back(digits(fmt::format("period at {} μA/cm^{{2}}, ms", I), f.period, period,
                                    I == 10    ? 7
                                    : I == 100 ? 6
                                    : I == 150 ? 5
                                               : 6));
  }
  const auto high = *studies::firing(m, 100), still = *studies::firing(m, 160);
  verdict.checks.push_back(
      digits("highest V at 100 μA/cm^{2}: no spike crosses 0 mV", high.highest, -20.045, 5));
  verdict.checks.push_back(digits("lowest V there", high.lowest, -60.511, 5));
  verdict.checks.push_back(at_most("rate above the upper Hopf point, Hz", still.rate(), 0));
  verdict.checks.push_back(digits("rest there", still.highest, -42.763, 5));

  Series bifurcations{.label = "Hopf points, saddle-node of cycles",
                      .x = {},
                      .y = {},
                      .error = {},
                      .style = Series::Style::points};
  if (effort.scale >= 0.5) {
    // Two ways: the last cycle that lives; and the square-root law (P_c - P)^2 ~ I - I_c through the periods of three cycles.
    const double lowest = studies::lowest_firing_current(m, 5, 7, 2e-6);
    verdict.checks.push_back(digits("lowest current at which firing goes on", lowest, 6.26032, 6));
    double P[3], I[3];
    std::vector<double> state;
    for (int i = 0; i < 3; ++i) {
      I[i] = lowest + (i == 0 ? 8e-5 : i == 1 ? 4e-5 : 2e-5);
      const auto f = *studies::firing(m, I[i], state, 60'000);
      P[i] = f.period, state = f.state;
    }
    const double a = (P[1] - P[0]) / (I[0] - I[1]), b = (P[2] - P[1]) / (I[1] - I[2]);
    const double at_end = (b * (P[1] + P[2]) - a * (P[0] + P[1])) / (2 * (b - a));
    const double slope = a * (2 * at_end - P[0] - P[1]);
    const double by_root = I[2] - (at_end - P[2]) * (at_end - P[2]) / slope;
    verdict.checks.push_back(digits("the same, from the square-root law", by_root, 6.26032, 6));
    bifurcations.add(by_root, 1e3 / at_end);
    verdict.remarks.push_back(fmt::format(
        "The saddle-node of limit cycles: {:.6f} μA/cm^{{2}} by the last cycle that lives, {:.6f} by the "
        "square-root law of the period.",
        lowest, by_root));
  }
  Series rate{.label = "firing", .x = {}, .y = {}, .error = {}, .style = Series::Style::line};
  std::vector<double> state;
  const int points = effort.scale >= 1 ? 40 : 8;
  for (int i = points; i >= 0; --i) {  // downwards, so that the branch is followed into its bistable part
    const double I = 6.27 + (154.5 - 6.27) * std::pow(static_cast<double>(i) / points, 2);
    const auto f = studies::firing(m, I, state, 5000);
    if (f.even_if_failed().period > 0)
      rate.add(I, f.even_if_failed().rate()), state = f.even_if_failed().state;
  }
  for (const auto& h : hopf) bifurcations.add(h.current, h.frequency / (2 * 3.14159265358979) * 1e3);
  verdict.figures.push_back(
      {.title = "Rate of firing",
       .x_label = "current, μA/cm^{2}",
       .y_label = "rate, Hz",
       .series = {rate, bifurcations},
       .caption = "From the saddle-node at 6.260 to the upper Hopf point at 154.5 μA/cm^{2}; between the "
                  "saddle-node and the lower Hopf point at 9.775 the axon rests or fires.",
       .log_x = true});
  return verdict;
}

const Registered registered{{
    .name = "neuron/hodgkin_huxley",
    .claim = "The squid's axon rests, loses its stability, and fires where it is known to.",
    .equation = "C V' = I − g_{Na} m^{3}h (V − E_{Na}) − g_{K} n^{4} (V − E_{K}) − g_{L} (V − E_{L})",
    .source = "hodgkinhuxley1952",
    .tags = {"exact", "figure"},
    .check = [](const Effort& effort) { return compare(effort, {}); },
    .sabotage = {.description = "It is one degree warmer.",
                 .check = [](const Effort& effort) { return compare(effort, {.temperature = 280.45}); }},
}};

}  // namespace
}  // namespace stochtherm::validation

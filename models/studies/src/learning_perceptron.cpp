#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/nearest_neighbours.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/studies/learning_perceptron.hpp>
#include <string>

#include "sequence.hpp"

namespace stochtherm::studies {
namespace {

using models::LearningWeights;
using models::Presentation;

double as_double(std::size_t n) { return static_cast<double>(n); }

/// Inputs times true labels over sqrt N, the new ones after the samples; and the teacher, if there is one.
struct DataSet {
  std::vector<double> teacher, samples, fresh;
};
DataSet draw(const PerceptronLearning& l, std::size_t number) {
  DataSet data;
  Normals z(l.seed, random::Stream::data, number);
  Uniforms u(l.seed, random::Stream::data, number);
  const double scale = 1 / std::sqrt(as_double(l.weights));
  if (l.labels == Labels::teacher)
    for (std::size_t n = 0; n < l.weights; ++n) data.teacher.push_back(z());
  std::vector<double> input(l.weights, 0.0);
  for (auto* part : {&data.samples, &data.fresh})
    for (std::size_t mu = 0; mu < l.samples; ++mu) {
      double shown = 0;
      for (std::size_t n = 0; n < l.weights; ++n) {
        input[n] = data.teacher.empty() ? (u() < 0.5 ? -1 : 1) : z();
        if (!data.teacher.empty()) shown += data.teacher[n] * input[n];
      }
      for (double xi : input) part->push_back((shown < 0 ? -scale : scale) * xi);
    }
  return data;
}

Protocol protocol_of(const PerceptronLearning& l) {
  if (l.presentation == Presentation::batch)
    return l.drive.ramp == 0
               ? Protocol::quench(0, 1, l.drive.hold)
               : Protocol::piecewise_linear({{0, 0}, {l.drive.ramp, 1}, {l.drive.ramp + l.drive.hold, 1}});
  std::vector<std::pair<double, double>> knots{{0, 0}};
  for (std::size_t mu = 0; mu < l.samples; ++mu)
    for (std::size_t end : {mu, mu + 1})
      knots.emplace_back(l.drive.hold * as_double(end) / as_double(l.samples), as_double(mu + 1));
  return Protocol::piecewise_linear(knots);
}

/// Mean probability, over the trajectories, that the label of a sample is right: by the logistic readout and by the step.
std::array<double, 2> right(const Ensemble& runs, std::span<const double> sample) {
  std::array<double, 2> sum{};
  for (std::size_t i = 0; i < runs.size(); ++i) {
    double k = 0;
    for (std::size_t n = 0; n < sample.size(); ++n) k += sample[n] * runs.final[n][i];
    sum[0] += 1 / (1 + std::exp(-k));
    sum[1] += k > 0;
  }
  return {sum[0] / as_double(runs.size()), sum[1] / as_double(runs.size())};
}

/// S(w_n), from ten trajectories of each data set, by nearest neighbours. Those of a data set belong together: the error is from the scatter
/// between ten groups of data sets.
Estimate entropy_of_weight(const std::vector<double>& w, std::size_t datasets) {
  const std::vector<double> all[] = {w};
  Estimate S = kozachenko_leonenko(all);
  const std::size_t groups = std::min<std::size_t>(10, datasets), each = w.size() / datasets;
  std::vector<double> part;
  for (std::size_t g = 0; g < groups; ++g) {
    const auto at = [&](std::size_t end) {
      return w.begin() + static_cast<std::ptrdiff_t>(end * datasets / groups * each);
    };
    const std::vector<double> some[] = {{at(g), at(g + 1)}};
    part.push_back(kozachenko_leonenko(some).mean);
  }
  S.std_error = estimate_mean(part).std_error;
  S.n = datasets;
  return S;
}

/// One number per data set.
struct PerDataSet {
  Column medium_entropy, work, square, right_logistic, right_step, new_logistic, new_step, overlap;
};

template <int N>
Solved<LearntPerceptron> learn_with(const PerceptronLearning& l) {
  std::vector<double> unit(static_cast<std::size_t>(N) * N, 0.0);
  for (std::size_t n = 0; n < N; ++n) unit[n * (N + 1)] = 1;
  const auto equilibrium = from_gaussian(std::vector<double>(N, 0.0), unit);
  const Protocol protocol = protocol_of(l);
  ProgressReporter report(l.progress);

  LearntPerceptron result{};
  result.alpha = as_double(l.samples) / N;
  result.right_logistic_by_sample.assign(l.samples, 0.0);
  result.right_step_by_sample.assign(l.samples, 0.0);
  PerDataSet c;
  std::vector<double> teacher;  // beside result.weights
  std::vector<double> ten;      // weights of ten trajectories of each data set
  for (std::size_t d = 0; d < l.datasets; ++d) {
    if (!report(as_double(d) / as_double(l.datasets)))
      return {{}, Status::cancelled, "learn: cancelled before all data sets were learnt."};
    const DataSet data = draw(l, d);
    const LearningWeights<N> model{
        .rule = l.rule, .presentation = l.presentation, .rate = l.rate, .x = data.samples};
    const auto solved = simulate(model, protocol,
                                 {.dt = l.dt,
                                  .trajectories = l.trajectories,
                                  .seed = l.seed,
                                  .first_trajectory = d * l.trajectories,
                                  .threads = 1},
                                 equilibrium);
    if (!solved)
      return {{},
              solved.status(),
              "learn: the weights of a data set went astray; a smaller step may help. " + solved.sentence()};
    const Ensemble& runs = *solved;
    const auto mean = [](const Column& x) { return estimate_mean(x).mean; };
    c.medium_entropy.push_back(mean(runs.ledger.medium_entropy()) / N);
    c.work.push_back(mean(runs.ledger.work) / N);
    result.worst_first_law_residual =
        std::max(result.worst_first_law_residual, runs.ledger.worst_first_law_residual());
    double square = 0, product = 0, length = 0;
    for (std::size_t n = 0; n < N; ++n) {
      for (double w : runs.final[n]) square += w * w;
      result.weights.push_back(runs.final[n].front());
      ten.insert(ten.end(), runs.final[n].begin(), runs.final[n].begin() + 10);
      if (data.teacher.empty()) continue;
      teacher.push_back(data.teacher[n]);
      product += mean(runs.final[n]) * data.teacher[n];
      length += data.teacher[n] * data.teacher[n];
    }
    c.square.push_back(square / as_double(runs.size()) / N);
    c.overlap.push_back(data.teacher.empty() ? 0 : product / std::sqrt(length * N));
    std::array<double, 4> sum{};
    for (std::size_t mu = 0; mu < l.samples; ++mu) {
      const auto known = right(runs, std::span(data.samples).subspan(mu * N, N));
      const auto fresh = right(runs, std::span(data.fresh).subspan(mu * N, N));
      result.right_logistic_by_sample[mu] += known[0] / as_double(l.datasets);
      result.right_step_by_sample[mu] += known[1] / as_double(l.datasets);
      for (std::size_t r = 0; r < 2; ++r) sum[r] += known[r], sum[r + 2] += fresh[r];
    }
    c.right_logistic.push_back(sum[0] / as_double(l.samples));
    c.right_step.push_back(sum[1] / as_double(l.samples));
    c.new_logistic.push_back(sum[2] / as_double(l.samples));
    c.new_step.push_back(sum[3] / as_double(l.samples));
  }
  result.medium_entropy = estimate_mean(c.medium_entropy);
  result.work = estimate_mean(c.work);
  result.weight_square = estimate_mean(c.square);
  result.right_logistic = estimate_mean(c.right_logistic);
  result.right_step = estimate_mean(c.right_step);
  result.new_right_logistic = estimate_mean(c.new_logistic);
  result.new_right_step = estimate_mean(c.new_step);
  result.overlap = estimate_mean(c.overlap);
  const std::vector<double> w[] = {result.weights}, T[] = {teacher};
  result.entropy_change = entropy_of_weight(ten, l.datasets);
  result.entropy_change.mean -= 0.5 * std::log(2 * std::numbers::pi * std::numbers::e);
  if (!teacher.empty()) result.information_about_teacher = kraskov(w, T);
  return Solved<LearntPerceptron>(std::move(result));
}

bool divides(double dt, double time) {
  const double steps = time / dt;
  return std::abs(steps - std::round(steps)) < 1e-6;
}

}  // namespace

models::LearningAccount LearntPerceptron::account(models::Readout readout) const {
  const bool logistic = readout == models::Readout::logistic;
  double information = 0;
  const auto& by_sample = logistic ? right_logistic_by_sample : right_step_by_sample;
  for (double p : by_sample) information += models::information_of_label(std::min(p, 1.0));
  return {.probability_right = (logistic ? right_logistic : right_step).mean,
          .information = by_sample.empty() ? 0 : alpha * information / as_double(by_sample.size()),
          .entropy_change = entropy_change.mean,
          .medium_entropy = medium_entropy.mean};
}

Solved<LearntPerceptron> learn(const PerceptronLearning& l) {
  require(l.samples >= 1, "there are samples to learn", "samples", as_double(l.samples));
  require(l.datasets >= 2, "an error needs two data sets at least", "datasets", as_double(l.datasets));
  require(l.weights * l.datasets >= 10, "what a weight knows needs ten of them at least", "datasets",
          as_double(l.datasets));
  require(l.trajectories >= 10, "the entropy of a weight needs ten trajectories at least", "trajectories",
          as_double(l.trajectories));
  require_finite(l.rate, "rate");
  require_positive(l.dt, "the time step must be positive", "dt");
  require_not_negative(l.drive.ramp, "a ramp takes no negative time", "ramp");
  require_positive(l.drive.hold, "a simulated force is held for a while", "hold");
  const bool batch = l.presentation == Presentation::batch;
  require(batch || l.drive.ramp == 0, "samples that come one by one come suddenly", "ramp", l.drive.ramp);
  require(divides(l.dt, l.drive.ramp), "the step divides the ramp", "dt", l.dt);
  require(divides(l.dt, batch ? l.drive.hold : l.drive.hold / as_double(l.samples)),
          "the step divides the time for which a force is held", "dt", l.dt);
  switch (l.weights) {
    case 1:
      return learn_with<1>(l);
    case 2:
      return learn_with<2>(l);
    case 4:
      return learn_with<4>(l);
    case 8:
      return learn_with<8>(l);
    case 16:
      return learn_with<16>(l);
    default:
      break;
  }
  require(false, "a simulated perceptron has 1, 2, 4, 8 or 16 weights", "weights", as_double(l.weights));
  return {{}, Status::diverged, ""};
}

}  // namespace stochtherm::studies

#include "training_account.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <future>
#include <stochtherm/models/learning/canonical_ensemble.hpp>

namespace stochtherm::validation {
namespace {

using studies::GradientDescent, studies::LabelledSamples, studies::LayeredTrainer, studies::Observation,
    studies::SlopesAt;
using Sizes = std::vector<std::size_t>;

std::string name_of(const Sizes& sizes) {
  std::string name;
  for (std::size_t n : sizes) name += (name.empty() ? "" : "-") + std::to_string(n);
  return name;
}

/// 0, 1, 2, 5, 10, 20, 50, ... and the last.
std::vector<std::size_t> schedule(std::size_t last) {
  std::vector<std::size_t> at{0};
  for (std::size_t decade = 1; decade < last; decade *= 10)
    for (std::size_t k : {1, 2, 3, 5, 7})
      if (k * decade < last) at.push_back(k * decade);
  at.push_back(last);
  return at;
}

struct Run {
  std::vector<Observation> seen;
  double seconds = 0;  ///< spent on training, without the observations
};
Run observed(const Sizes& sizes, const LabelledSamples& samples, const GradientDescent& how,
             const std::vector<std::size_t>& at, SlopesAt slopes = SlopesAt::mean_state) {
  using Clock = std::chrono::steady_clock;
  LayeredTrainer trainer(models::LayeredNetwork::random(sizes, how.seed), samples, how);
  Run run;
  for (std::size_t epoch : at) {
    const auto start = Clock::now();
    (void)*trainer.descend(epoch - trainer.epochs());
    run.seconds += std::chrono::duration<double>(Clock::now() - start).count();
    run.seen.push_back(trainer.observe(100, slopes));
  }
  return run;
}

/// The beta at which the Gaussian ensemble has the bulk loss that was observed.
double beta_of(const Observation& o) { return models::inverse_temperature(o.spectrum, o.bulk_loss); }

/// Mean of (log lambda)^n over the eigenvalues that are not 1 by structure.
double moment(const models::Spectrum& s, int n) {
  return s.trace_of_log(n) / static_cast<double>(s.eigenvalues.size());
}

struct Line {
  double at_zero, slope;
};
Line fitted(const std::vector<double>& x, const std::vector<double>& y) {
  double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
  for (std::size_t i = 0; i < x.size(); ++i)
    n += 1, sx += x[i], sy += y[i], sxx += x[i] * x[i], sxy += x[i] * y[i];
  const double slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
  return {(sy - slope * sx) / n, slope};
}

Series histogram(const Observation& o) {
  constexpr double low = -6, width = 0.25;
  constexpr std::size_t bins = 48;
  std::vector<double> count(bins, 0.0);
  for (double lambda : o.spectrum.eigenvalues) {
    const double place = (std::log(lambda) - low) / width;
    if (place >= 0 && place < static_cast<double>(bins)) count[static_cast<std::size_t>(place)] += 1;
  }
  Series s{.label = fmt::format("{} epoch{}", o.epoch, o.epoch == 1 ? "" : "s")};
  s.style = Series::Style::steps;
  for (std::size_t i = 0; i < bins; ++i) s.add(low + width * (static_cast<double>(i) + 0.5), count[i]);
  return s;
}

}  // namespace

LabelledSamples exchanged_targets(LabelledSamples samples) {
  // By a third of the set, so that no neighbour keeps its own.
  const auto shift = static_cast<std::ptrdiff_t>(samples.count() / 3 * samples.outputs);
  std::rotate(samples.t.begin(), samples.t.begin() + shift, samples.t.end());
  return samples;
}

Verdict training_account(const LabelledSamples& samples, const TrainingAccount& account,
                         const Effort& effort) {
  Verdict verdict;
  const auto add = [&](Check c) { verdict.checks.push_back(std::move(c)); };
  const auto at = schedule(account.epochs);
  const GradientDescent how{.seed = effort.seed};
  auto other = std::async(effort.threads > 1 ? std::launch::async : std::launch::deferred,
                          [&] { return observed(account.shallow, samples, how, at); });
  const auto [deep, deep_seconds] = observed(account.deep, samples, how, at);
  const auto [shallow, shallow_seconds] = other.get();
  const std::string deep_name = name_of(account.deep), shallow_name = name_of(account.shallow);
  verdict.remarks.push_back(
      fmt::format("Training alone, {} epochs of {} samples, took {:.1f} s for {} and {:.1f} s for {}, {}.",
                  account.epochs, samples.count(), deep_seconds, deep_name, shallow_seconds, shallow_name,
                  effort.threads > 1 ? "side by side" : "one after the other"));

  Figure losses{.title = "Bulk and boundary loss",
                .x_label = "epochs",
                .y_label = "mean loss",
                .series = {},
                .caption = "",
                .log_x = true,
                .log_y = true};
  Figure against{.title = "Bulk against boundary loss",
                 .x_label = "boundary loss U_{∂}",
                 .y_label = "bulk loss U",
                 .series = {},
                 .caption = "",
                 .log_x = true,
                 .log_y = true};
  Figure complexity{.title = "Complexity in training, " + deep_name,
                    .x_label = "epochs",
                    .y_label = "C less its first value",
                    .series = {},
                    .caption = "",
                    .log_x = true};
  Figure by_loss{.title = "Complexity against log U, " + deep_name,
                 .x_label = "log U",
                 .y_label = "C less (N/2) ln 2π",
                 .series = {},
                 .caption = ""};
  Table moments{.title = "Per eigenvalue that is not 1 by structure; losses and accuracy",
                .columns = {"network", "epochs", "U_{∂}", "U", "β of U", "accuracy", "μ_{2}", "μ_{3}",
                            "smallest log λ"}};
  for (const auto& [name, seen] : {std::pair{deep_name, &deep}, {shallow_name, &shallow}}) {
    Series boundary{.label = name + ", boundary"}, bulk{.label = name + ", bulk"}, both{.label = name};
    double largest_ratio = 0, largest_det = 0;
    for (const Observation& o : *seen) {
      if (o.epoch > 0)
        boundary.add(static_cast<double>(o.epoch), o.boundary_loss),
            bulk.add(static_cast<double>(o.epoch), o.bulk_loss);
      both.add(o.boundary_loss, o.bulk_loss);
      largest_ratio = std::max(largest_ratio, o.bulk_loss / o.boundary_loss);
      largest_det = std::max(largest_det, std::abs(o.spectrum.trace_of_log(1)));
      if (o.epoch == 0 || o.epoch == 10 || o.epoch == 100 || o.epoch == 1000 || o.epoch == account.epochs)
        moments.rows.push_back({name, std::to_string(o.epoch), fmt::format("{:.4f}", o.boundary_loss),
                                fmt::format("{:.4f}", o.bulk_loss), fmt::format("{:.0f}", beta_of(o)),
                                fmt::format("{:.3f}", o.accuracy),
                                fmt::format("{:.3f}", moment(o.spectrum, 2)),
                                fmt::format("{:.3f}", moment(o.spectrum, 3)),
                                fmt::format("{:.2f}", std::log(o.spectrum.eigenvalues.front()))});
    }
    losses.series.push_back(boundary), losses.series.push_back(bulk), against.series.push_back(both);
    add(at_most(name + ": boundary loss at the end over that of the start",
                seen->back().boundary_loss / seen->front().boundary_loss, 1));
    add(at_most(name + ": bulk loss at the end over that of the start",
                seen->back().bulk_loss / seen->front().bulk_loss, 1));
    add(at_most(name + ": bulk over boundary loss, its largest", largest_ratio, 1));
    add(at_most(name + ": |log det G|, its largest", largest_det, 0, 1e-10));
    // Second law: the entropy of the Gaussian ensemble whose loss is the bulk loss.
    const auto entropy = [](const Observation& o) {
      return models::GaussianEnsemble{.spectrum = o.spectrum, .beta = beta_of(o)}.entropy();
    };
    add(at_most(name + ": entropy at the end less that at the start",
                entropy(seen->back()) - entropy(seen->front()), 0));
  }
  add(at_least(deep_name + ": right at the end, of ten digits", deep.back().accuracy, 0.5));
  add(at_least("μ_{2} of the deep less that of the shallow network",
               moment(deep.back().spectrum, 2) - moment(shallow.back().spectrum, 2), 0));
  add(at_most("μ_{3} of the deep less that of the shallow network",
              moment(deep.back().spectrum, 3) - moment(shallow.back().spectrum, 3), 0));

  // Complexities by (10.5): the largest n, and all but as many smallest.
  const std::size_t N = deep.front().spectrum.neurons(), few = 20;
  const double constant = models::complexity_of_largest(deep.front().spectrum, 0);
  // While the units saturate C grows, later it may fall: the last part of the training has a line of its own.
  const std::size_t late = account.epochs * 3 / 10;
  Table slopes{.title = "C = a + s log U, " + deep_name, .columns = {"", "a", "s"}};
  for (const auto& [n, label] :
       {std::pair{few, fmt::format("C_{{{}}}", few)}, {N - few, fmt::format("C_{{{}}}", N - few)}}) {
    Series by_epoch{.label = label}, points{.label = label};
    points.style = Series::Style::points;
    std::vector<double> x, y, late_x, late_y;
    for (const Observation& o : deep) {
      const double C = models::complexity_of_largest(o.spectrum, n);
      if (o.epoch > 0)
        by_epoch.add(static_cast<double>(o.epoch),
                     C - models::complexity_of_largest(deep.front().spectrum, n));
      x.push_back(std::log(o.bulk_loss)), y.push_back(C);
      points.add(x.back(), C - constant);
      if (o.epoch >= late) late_x.push_back(x.back()), late_y.push_back(C);
    }
    const Line line = fitted(x, y), last = fitted(late_x, late_y);
    Series fit{.label = fmt::format("slope {:.2f}", line.slope)};
    fit.style = Series::Style::dashed;
    for (double end : {*std::min_element(x.begin(), x.end()), *std::max_element(x.begin(), x.end())})
      fit.add(end, line.at_zero + line.slope * end - constant);
    complexity.series.push_back(by_epoch), by_loss.series.push_back(points), by_loss.series.push_back(fit);
    slopes.rows.push_back({label + " over the whole training", fmt::format("{:.1f}", line.at_zero),
                           fmt::format("{:.2f}", line.slope)});
    slopes.rows.push_back({fmt::format("{} from epoch {}", label, late), fmt::format("{:.1f}", last.at_zero),
                           fmt::format("{:.2f}", last.slope)});
  }
  if (account.published) {
    moments.rows.push_back({"published, " + deep_name, "10000", "", "", "1.47", "", "2.44", "−1.7", "−3.0"});
    moments.rows.push_back({"published, " + shallow_name, "10000", "", "", "", "", "1.84", "−2.7e−10", ""});
    slopes.rows.push_back({"published C_{20}", "769", "1.25"});
    slopes.rows.push_back({"published C_{834}", "772", "1.41"});
  }
  verdict.tables = {std::move(moments), std::move(slopes)};
  verdict.figures = {std::move(losses), std::move(against)};
  for (const auto& [name, seen] : {std::pair{shallow_name, &shallow}, {deep_name, &deep}}) {
    Figure f{.title = "Eigenvalues of log G, " + name,
             .x_label = "log λ",
             .y_label = "eigenvalues per bin of 0.25",
             .series = {},
             .caption = "Those that are not 1 by structure."};
    for (const Observation& o : *seen)
      if (o.epoch == 0 || o.epoch == 10 || o.epoch == 100 || o.epoch == 1000 || o.epoch == 10000)
        f.series.push_back(histogram(o));
    verdict.figures.push_back(std::move(f));
  }
  verdict.figures.push_back(std::move(complexity));
  verdict.figures.push_back(std::move(by_loss));

  if (account.published && effort.scale >= 1) {
    // What the paper leaves open, one at a time, the deep network after 100 epochs.
    Table open{.title = "One option changed at a time: " + deep_name + " after 100 epochs",
               .columns = {"", "U_{∂}", "U", "μ_{2}", "μ_{3}", "C_{20} less its first value"}};
    struct Variant {
      std::string name;
      GradientDescent how;
      SlopesAt slopes = SlopesAt::mean_state;
      double low = 0;
    };
    const auto changed = [&](auto change) {
      GradientDescent g = how;
      change(g);
      return g;
    };
    const std::vector<Variant> variants{
        {"rate 0.01, batch 32, mean square, targets 0 and 1", how},
        {"rate 0.1", changed([](auto& g) { g.rate = 0.1; })},
        {"batch 128", changed([](auto& g) { g.batch = 128; })},
        {"half sum of squares", changed([](auto& g) { g.scale = studies::LossScale::half_sum; })},
        {"targets −1 and 1", how, SlopesAt::mean_state, -1},
        {"mean of the slopes of the samples", how, SlopesAt::each_state},
        {"other random weights", changed([](auto& g) { g.seed = Seed{g.seed.value + 1}; })}};
    for (const Variant& v : variants) {
      auto told = samples;
      for (double& t : told.t) t = t == 0 ? v.low : t;
      const auto seen = observed(account.deep, told, v.how, {0, 100}, v.slopes).seen;
      const auto C = [&](const Observation& o) { return models::complexity_of_largest(o.spectrum, few); };
      open.rows.push_back({v.name, fmt::format("{:.4f}", seen[1].boundary_loss),
                           fmt::format("{:.4f}", seen[1].bulk_loss),
                           fmt::format("{:.3f}", moment(seen[1].spectrum, 2)),
                           fmt::format("{:.3f}", moment(seen[1].spectrum, 3)),
                           fmt::format("{:.2f}", C(seen[1]) - C(seen[0]))});
    }
    verdict.tables.push_back(std::move(open));
  }
  return verdict;
}

}  // namespace stochtherm::validation

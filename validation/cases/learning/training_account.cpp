#include "training_account.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <future>

#include "learning_course.hpp"

namespace stochtherm::validation {
namespace {

using reports::complexities, reports::ensemble, reports::LearningCourse, reports::moment;
using studies::GradientDescent, studies::LabelledSamples, studies::LayeredTrainer, studies::Observation,
    studies::SlopesAt;
using Sizes = std::vector<std::size_t>;

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
    run.seen.push_back(*trainer.observe(100, slopes));
  }
  return run;
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
  const auto at = reports::observation_epochs(account.epochs);
  const GradientDescent how{.seed = effort.seed};
  auto other = std::async(effort.threads > 1 ? std::launch::async : std::launch::deferred,
                          [&] { return observed(account.shallow, samples, how, at); });
  Run first_run = observed(account.deep, samples, how, at), second_run = other.get();
  const std::vector<LearningCourse> courses{{reports::name_of(account.deep), std::move(first_run.seen)},
                                            {reports::name_of(account.shallow), std::move(second_run.seen)}};
  const LearningCourse &deep = courses[0], &shallow = courses[1];

  verdict.remarks.push_back(
      fmt::format("Training alone, {} epochs of {} samples, took {:.1f} s for {} and {:.1f} s for {}, {}.",
                  account.epochs, samples.count(), first_run.seconds, deep.name, second_run.seconds,
                  shallow.name, effort.threads > 1 ? "side by side" : "one after the other"));

  for (const auto& [name, seen] : courses) {
    double largest_ratio = 0, largest_det = 0;
    for (const Observation& o : seen) {
      largest_ratio = std::max(largest_ratio, o.bulk_loss / o.boundary_loss_there);
      largest_det = std::max(largest_det, std::abs(o.spectrum.trace_of_log(1)));
    }
    const Observation &first = seen.front(), &last = seen.back();
    add(at_most(name + ": boundary loss at the end over that of the start",
                last.boundary_loss / first.boundary_loss, 1));
    add(at_most(name + ": bulk loss at the end over that of the start", last.bulk_loss / first.bulk_loss, 1));
    add(at_most(name + ": bulk over boundary loss of the same samples, its largest", largest_ratio, 1));
    add(at_most(name + ": |log det G|, its largest", largest_det, 0, 1e-10));
    // Second law: the entropy of the Gaussian ensemble whose loss is the bulk loss.
    add(at_most(name + ": entropy at the end less that at the start",
                ensemble(last)->entropy() - ensemble(first)->entropy(), 0));
  }
  add(at_least(deep.name + ": right at the end, of ten digits", deep.seen.back().accuracy, 0.5));
  add(at_least("μ_{2} of the deep less that of the shallow network",
               moment(deep.seen.back().spectrum, 2) - moment(shallow.seen.back().spectrum, 2), 0));
  add(at_most("μ_{3} of the deep less that of the shallow network",
              moment(deep.seen.back().spectrum, 3) - moment(shallow.seen.back().spectrum, 3), 0));

  constexpr std::size_t few = 20;
  auto moments = reports::milestones(courses);
  auto complexity = complexities(deep, few);
  if (account.published) {
    moments.rows.push_back({"published, " + deep.name, "10000", "", "", "", "1.47", "2.44", "−1.7", "−3.0"});
    moments.rows.push_back({"published, " + shallow.name, "10000", "", "", "", "", "1.84", "−2.7e−10", ""});
    complexity.lines.rows.push_back({"published C_{20}", "769", "1.25"});
    complexity.lines.rows.push_back({"published C_{834}", "772", "1.41"});
  }
  verdict.tables = {std::move(moments), std::move(complexity.lines)};
  verdict.figures = {reports::losses(courses),
                     reports::bulk_against_boundary(courses),
                     reports::eigenvalues(shallow),
                     reports::eigenvalues(deep),
                     std::move(complexity.by_epoch),
                     std::move(complexity.by_loss),
                     reports::inverse_temperatures(courses),
                     reports::entropies(courses),
                     reports::free_energies(courses)};

  if (account.published && effort.scale >= 1) {
    // What the paper leaves open, one at a time, the deep network after 100 epochs.
    Table open{.title = "One option changed at a time: " + deep.name + " after 100 epochs",
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

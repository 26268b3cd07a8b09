#include "learning_course.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace stochtherm::reports {

using models::Spectrum;
using studies::Observation;
using validation::Figure, validation::Series, validation::Table;

namespace {

bool milestone(const Observation& o) {
  std::size_t power = 10;
  while (power < o.epoch) power *= 10;
  return o.epoch == 0 || o.epoch == power;
}

double epochs(const Observation& o) { return static_cast<double>(o.epoch); }

/// y of each observation but the first against its epoch.
template <class Y>
Series by_epoch(std::string label, const LearningCourse& course, const Y& y) {
  Series s{.label = std::move(label)};
  for (const Observation& o : course.seen)
    if (o.epoch > 0) s.add(epochs(o), y(o));
  return s;
}
/// y of the ensemble of each observation that has one, the first left out.
template <class Y>
Figure of_ensembles(std::string title, std::string y_label, std::span<const LearningCourse> courses,
                    const Y& y) {
  Figure f{.title = std::move(title),
           .x_label = "epochs",
           .y_label = std::move(y_label),
           .series = {},
           .caption = "Of the Gaussian ensemble whose loss is the bulk loss."};
  f.log_x = true;
  for (const LearningCourse& c : courses) {
    Series s{.label = c.name};
    for (const Observation& o : c.seen)
      if (const auto e = ensemble(o); e && o.epoch > 0) s.add(epochs(o), y(*e));
    f.series.push_back(std::move(s));
  }
  return f;
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

struct Line {
  double at_zero, slope;
};
/// None through fewer than three points, or where x does not change.
std::optional<Line> fitted(const std::vector<double>& x, const std::vector<double>& y) {
  if (x.size() < 3 || *std::max_element(x.begin(), x.end()) == *std::min_element(x.begin(), x.end()))
    return std::nullopt;
  double n = 0, mean_x = 0, mean_y = 0, xx = 0, xy = 0;
  for (std::size_t i = 0; i < x.size(); ++i)
    n += 1, mean_x += (x[i] - mean_x) / n, mean_y += (y[i] - mean_y) / n;
  for (std::size_t i = 0; i < x.size(); ++i)
    xx += (x[i] - mean_x) * (x[i] - mean_x), xy += (x[i] - mean_x) * (y[i] - mean_y);
  return Line{mean_y - xy / xx * mean_x, xy / xx};
}

/// beta in a table.
std::string in_words(const std::optional<models::GaussianEnsemble>& e) {
  return e ? fmt::format("{:.3g}", e->beta) : "none";
}

}  // namespace

std::string name_of(const std::vector<std::size_t>& sizes) {
  return fmt::format("{}", fmt::join(sizes, "-"));
}

std::vector<std::size_t> observation_epochs(std::size_t last) {
  std::vector<std::size_t> at{0};
  for (std::size_t decade = 1; decade < last; decade *= 10)
    for (std::size_t k : {1, 2, 3, 5, 7})
      if (k * decade < last) at.push_back(k * decade);
  if (last > 0) at.push_back(last);
  return at;
}

std::optional<models::GaussianEnsemble> ensemble(const Observation& seen) {
  double half_trace = static_cast<double>(seen.spectrum.ones) / 2;
  for (const double lambda : seen.spectrum.eigenvalues) half_trace += lambda / 2;
  // Below the least normal number beta would be infinite.
  if (!(seen.bulk_loss > 1e-300 && seen.bulk_loss < half_trace)) return std::nullopt;
  return models::GaussianEnsemble{.spectrum = seen.spectrum,
                                  .beta = models::inverse_temperature(seen.spectrum, seen.bulk_loss)};
}

double moment(const Spectrum& s, int n) {
  return s.trace_of_log(n) / static_cast<double>(s.eigenvalues.size());
}

Figure losses(std::span<const LearningCourse> courses) {
  Figure f{.title = "Bulk and boundary loss", .x_label = "epochs", .y_label = "mean loss", .series = {}};
  f.log_x = f.log_y = true;
  for (const LearningCourse& c : courses) {
    f.series.push_back(
        by_epoch(c.name + ", boundary", c, [](const Observation& o) { return o.boundary_loss; }));
    f.series.push_back(by_epoch(c.name + ", bulk", c, [](const Observation& o) { return o.bulk_loss; }));
  }
  return f;
}

Figure bulk_against_boundary(std::span<const LearningCourse> courses) {
  Figure f{.title = "Bulk against boundary loss",
           .x_label = "boundary loss U_{∂}",
           .y_label = "bulk loss U",
           .series = {},
           .caption = "Of the samples whose bulk loss is minimised."};
  f.log_x = f.log_y = true;
  for (const LearningCourse& c : courses) {
    Series s{.label = c.name};
    for (const Observation& o : c.seen) s.add(o.boundary_loss_there, o.bulk_loss);
    f.series.push_back(std::move(s));
  }
  return f;
}

Figure eigenvalues(const LearningCourse& course) {
  Figure f{.title = "Eigenvalues of log G, " + course.name,
           .x_label = "log λ",
           .y_label = "eigenvalues per bin of 0.25",
           .series = {},
           .caption = "Those that are not 1 by structure."};
  for (const Observation& o : course.seen)
    if (milestone(o)) f.series.push_back(histogram(o));
  return f;
}

Figure inverse_temperatures(std::span<const LearningCourse> courses) {
  Figure f =
      of_ensembles("Inverse temperature in training", "β", courses, [](const auto& e) { return e.beta; });
  f.log_y = true;
  return f;
}
Figure entropies(std::span<const LearningCourse> courses) {
  return of_ensembles("Entropy in training", "S", courses, [](const auto& e) { return e.entropy(); });
}
Figure free_energies(std::span<const LearningCourse> courses) {
  return of_ensembles("Free energy in training", "F", courses, [](const auto& e) { return e.free_energy(); });
}

Table milestones(std::span<const LearningCourse> courses) {
  Table t{
      .title = "Losses, accuracy, inverse temperature; moments per eigenvalue that is not 1 by structure",
      .columns = {"network", "epochs", "U_{∂}", "U", "accuracy", "β", "μ_{2}", "μ_{3}", "smallest log λ"}};
  for (const LearningCourse& c : courses)
    for (const Observation& o : c.seen)
      if (milestone(o) || o.epoch == c.seen.back().epoch)
        t.rows.push_back({c.name, std::to_string(o.epoch), fmt::format("{:.4f}", o.boundary_loss),
                          fmt::format("{:.4f}", o.bulk_loss), fmt::format("{:.3f}", o.accuracy),
                          in_words(ensemble(o)), fmt::format("{:.3f}", moment(o.spectrum, 2)),
                          fmt::format("{:.3f}", moment(o.spectrum, 3)),
                          fmt::format("{:.2f}", std::log(o.spectrum.eigenvalues.front()))});
  return t;
}

Complexities complexities(const LearningCourse& course, std::size_t n) {
  Complexities c{.by_epoch = {.title = "Complexity in training, " + course.name,
                              .x_label = "epochs",
                              .y_label = "C less its first value",
                              .series = {},
                              .caption = "",
                              .log_x = true},
                 .by_loss = {.title = "Complexity against log U, " + course.name,
                             .x_label = "log U",
                             .y_label = "C less (N/2) ln 2π",
                             .series = {}},
                 .lines = {.title = "C = a + s log U, " + course.name, .columns = {"", "a", "s"}}};
  const Spectrum& first = course.seen.front().spectrum;
  // While units saturate C grows, later it may fall: the end of the training has a line of its own.
  const std::size_t late = course.seen.back().epoch * 3 / 10;
  const double constant = models::complexity_of_largest(first, 0);
  for (const std::size_t k : {n, first.neurons() - n}) {
    const std::string label = fmt::format("C_{{{}}}", k);
    const auto C = [&](const Observation& o) { return models::complexity_of_largest(o.spectrum, k); };
    c.by_epoch.series.push_back(
        by_epoch(label, course, [&](const Observation& o) { return C(o) - C(course.seen.front()); }));
    Series points{.label = label};
    points.style = Series::Style::points;
    std::vector<double> late_x, late_y;
    for (const Observation& o : course.seen) {
      if (!(o.bulk_loss > 0)) continue;
      points.add(std::log(o.bulk_loss), C(o) - constant);
      if (o.epoch >= late) late_x.push_back(points.x.back()), late_y.push_back(points.y.back());
    }
    const auto row = [&](const std::string& which, const Line& l) {
      c.lines.rows.push_back(
          {label + which, fmt::format("{:.1f}", l.at_zero + constant), fmt::format("{:.2f}", l.slope)});
    };
    Series fit{.label = "", .x = {}, .y = {}, .error = {}, .style = Series::Style::dashed};
    if (const auto line = fitted(points.x, points.y)) {
      row(" over the whole training", *line);
      fit.label = fmt::format("slope {:.2f}", line->slope);
      const auto [least, most] = std::minmax_element(points.x.begin(), points.x.end());
      for (double end : {*least, *most}) fit.add(end, line->at_zero + line->slope * end);
    }
    if (const auto line = fitted(late_x, late_y)) row(fmt::format(" from epoch {}", late), *line);
    c.by_loss.series.push_back(std::move(points));
    if (!fit.x.empty()) c.by_loss.series.push_back(std::move(fit));
  }
  return c;
}

}  // namespace stochtherm::reports

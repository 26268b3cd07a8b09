#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <learning_course.hpp>
#include <memory>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/langevin/march.hpp>  // the hash of checkpoints
#include <stochtherm/validation/page.hpp>

#include "command.hpp"
#include "interrupt.hpp"
#include "learn_checkpoint.hpp"
#include "output_file.hpp"
#include "progress_bar.hpp"

namespace stochtherm::app {
namespace {

using nlohmann::ordered_json;
using reports::LearningCourse;
using studies::GradientDescent, studies::LabelledSamples, studies::LayeredTrainer, studies::Observation,
    studies::SlopesAt;

struct Input {
  std::string architecture, data, epochs, seed, samples,
      rate = "0.01", batch = "32", loss = "mean-square", slopes = "mean-state", targets = "0,1",
      precision = "float", bulk_samples = "100", html, checkpoint;
  bool json = false;
};

/// The parts of a text between separators.
std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (char c : text)
    if (c == separator)
      parts.emplace_back();
    else
      parts.back() += c;
  return parts;
}

/// One of two words.
bool second_of(std::string_view option, const std::string& given, std::string_view first,
               std::string_view second) {
  if (given != first && given != second)
    throw UsageError(fmt::format("{} must be {} or {}, but it was '{}'.", option, first, second, given));
  return given == second;
}

std::uint64_t count_between(std::string_view option, const std::string& given, std::uint64_t least,
                            std::uint64_t most) {
  const std::uint64_t n = count(option, given);
  if (n < least || n > most)
    throw UsageError(fmt::format("{} goes from {} to {}, but it was '{}'.", option, least, most, given));
  return n;
}

std::vector<std::size_t> sizes_of(const Input& in) {
  const auto refuse = [&](std::string_view rule) {
    return UsageError(fmt::format("--architecture {}, but it was '{}'.", rule, in.architecture));
  };
  std::vector<std::size_t> sizes;
  for (const std::string& part : split(in.architecture, '-')) {
    if (part.empty() || part.size() > 6 || part.find_first_not_of("0123456789") != std::string::npos)
      throw refuse("must be the neurons of each layer, like 784-40-20-10");
    sizes.push_back(count("--architecture", part));
  }
  if (sizes.size() < 2 || *std::min_element(sizes.begin(), sizes.end()) == 0)
    throw refuse("must have two layers or more, each with neurons");
  if (sizes.front() != 784 || sizes.back() != 10)
    throw refuse("must begin with 784, the pixels of an image, and end with 10, the digits");
  // The bulk loss of a sample is minimised over them, in a time that grows as their cube.
  constexpr std::size_t most = 500;
  std::size_t behind = 0;
  for (std::size_t l = 1; l < sizes.size(); ++l) behind += sizes[l];
  if (behind > most) throw refuse(fmt::format("may have {} neurons behind the input", most));
  return sizes;
}

studies::OneHot targets_of(const Input& in) {
  const auto two = split(in.targets, ',');
  if (two.size() != 2)
    throw UsageError(fmt::format("--targets must be like 0,1, but it was '{}'.", in.targets));
  const studies::OneHot told{.low = number("--targets", two[0]), .high = number("--targets", two[1])};
  if (!(told.low >= -1 && told.low < told.high && told.high <= 1))
    throw UsageError(fmt::format(
        "--targets must be two numbers from -1 to 1, the lower first, but it was '{}'.", in.targets));
  return told;
}

LabelledSamples samples_of(const Input& in, Seed seed, studies::OneHot told) {
  const std::uint64_t n = in.samples.empty() ? (in.data == "synthetic" ? 1000 : 6000)
                                             : count_between("--samples", in.samples, 1, 60'000);
  if (!is_printable(in.data)) throw UsageError("--data must be text in UTF-8, on one line.");
  if (in.data == "synthetic") return studies::synthetic_digits(n, seed, told);
  const std::string directory = in.data == "mnist" ? studies::mnist_directory() : in.data;
  if (in.data == "mnist" && !studies::has_mnist(directory))
    throw UsageError(fmt::format("MNIST is not in {}: scripts/fetch-mnist brings it.", directory));
  if (in.data != "mnist" && !std::filesystem::is_directory(directory))
    throw UsageError(fmt::format(
        "--data must be mnist, synthetic or a folder with the files of MNIST, but it was '{}'.", in.data));
  return studies::mnist(directory, n, told);
}

GradientDescent descent_of(const Input& in) {
  return {.rate = number("--rate", in.rate),
          .batch = count_between("--batch", in.batch, 1, 60'000),
          .scale = second_of("--loss", in.loss, "mean-square", "half-sum") ? studies::LossScale::half_sum
                                                                           : studies::LossScale::mean_square,
          .precision = second_of("--precision", in.precision, "float", "double")
                           ? studies::Precision::double_precision
                           : studies::Precision::single_precision,
          .seed = count("--seed", in.seed)};
}

/// What makes two runs the same, by the names of the options.
ordered_json identity(const Input& in, const std::string& architecture, const LabelledSamples& samples,
                      const GradientDescent& how, studies::OneHot told, std::size_t bulk_samples) {
  return {{"architecture", architecture},
          {"data", in.data},
          {"samples", samples.count()},
          {"seed", how.seed.value},
          {"rate", how.rate},
          {"batch", how.batch},
          {"loss", in.loss},
          {"targets", ordered_json::array({told.low, told.high})},
          {"precision", in.precision},
          {"slopes", in.slopes},
          {"bulk-samples", std::min(bulk_samples, samples.count())}};
}

/// Of all bits of the data, so that a checkpoint knows them again.
std::string digest(const LabelledSamples& samples) {
  using stochtherm::detail::hash_bits;
  return fmt::format("{:016x}", hash_bits(hash_bits(stochtherm::detail::hash_start, samples.x), samples.t));
}

/// Trains up to the last epoch, looks on the way, and keeps what it has.
class Learning {
 public:
  Learning(LearningState begun, LabelledSamples samples, const GradientDescent& how, std::size_t last)
      : trainer_(begun.network, std::move(samples), how, begun.epochs),
        seen_(std::move(begun.seen)),
        last_(last) {
    // Those that a run to this last epoch would not have made.
    const auto at = reports::observation_epochs(last_);
    std::erase_if(seen_,
                  [&](const Observation& o) { return !std::binary_search(at.begin(), at.end(), o.epoch); });
  }

  /// Whether it came to the end. `keep` is called after each observation and every half minute.
  template <class Keep>
  bool run(std::size_t bulk_samples, SlopesAt slopes, const Keep& keep) {
    for (const std::size_t epoch : reports::observation_epochs(last_)) {
      if (!seen_.empty() && epoch <= seen_.back().epoch) continue;
      while (trainer_.epochs() < epoch) {
        const auto since = std::chrono::steady_clock::now();
        const auto done = trainer_.descend(epoch - trainer_.epochs(), [&](double) {
          show("");
          return !interrupted() && std::chrono::steady_clock::now() - since < std::chrono::seconds(30);
        });
        if (done.status() == Status::diverged) {
          bar_.clear();
          throw std::runtime_error(done.sentence());
        }
        if (interrupted() || trainer_.epochs() < epoch) keep();
        if (interrupted() && trainer_.epochs() < last_) return false;
      }
      auto seen = trainer_.observe(bulk_samples, slopes, [&](double fraction) {
        show(fmt::format(", looking: {:.0f} %", 100 * fraction));
        return !interrupted();
      });
      if (!seen) {
        if (!seen_.empty()) keep();
        return false;
      }
      seen_.push_back(*std::move(seen));
      keep();
      if (interrupted() && epoch < last_) return false;
      if (!bar_.terminal())
        say(fmt::format("epoch {}: boundary loss {:.4f}, bulk loss {:.4f}, {:.1f} % right", epoch,
                        seen_.back().boundary_loss, seen_.back().bulk_loss, 100 * seen_.back().accuracy));
    }
    return true;
  }
  void stop_showing() const { bar_.clear(); }

  [[nodiscard]] LearningState state() const { return {trainer_.network(), trainer_.epochs(), seen_}; }
  [[nodiscard]] const std::vector<Observation>& seen() const { return seen_; }
  [[nodiscard]] std::size_t epochs() const { return trainer_.epochs(); }

 private:
  void show(const std::string& more) const {
    bar_.draw(
        static_cast<double>(trainer_.epochs()) / static_cast<double>(last_),
        fmt::format("{}/{} epochs{}{}", trainer_.epochs(), last_,
                    seen_.empty() ? "" : fmt::format(", loss {:.4f}", seen_.back().boundary_loss), more));
  }

  LayeredTrainer trainer_;
  std::vector<Observation> seen_;
  std::size_t last_;
  ProgressBar bar_;
};

constexpr std::size_t few = 20;  // of the published complexities

/// null where the Gaussian ensemble cannot have the loss.
ordered_json object_of(const Observation& o, std::size_t n) {
  const auto e = reports::ensemble(o);
  const auto of_ensemble = [&](const auto& f) { return e ? ordered_json(f(*e)) : ordered_json(); };
  return {{"epoch", o.epoch},
          {"boundary_loss", o.boundary_loss},
          {"bulk_loss", o.bulk_loss},
          {"boundary_loss_of_bulk_samples", o.boundary_loss_there},
          {"accuracy", o.accuracy},
          {"inverse_temperature", of_ensemble([](const auto& g) { return g.beta; })},
          {"free_energy", of_ensemble([](const auto& g) { return g.free_energy(); })},
          {"entropy", of_ensemble([](const auto& g) { return g.entropy(); })},
          {"complexity_of_largest", models::complexity_of_largest(o.spectrum, n)},
          {"complexity_but_smallest", models::complexity_of_largest(o.spectrum, o.spectrum.neurons() - n)},
          {"log_eigenvalue_mean_square", reports::moment(o.spectrum, 2)},
          {"log_eigenvalue_mean_cube", reports::moment(o.spectrum, 3)},
          {"smallest_log_eigenvalue", std::log(o.spectrum.eigenvalues.front())}};
}

std::string page(const Input& in, const LearningCourse& course, const ordered_json& run, std::size_t n) {
  std::string options;
  for (const auto& [key, value] : run.items())
    options += fmt::format("{}{} {}", options.empty() ? "" : ", ", key, in_words(value));
  auto complexity = reports::complexities(course, n);
  const std::span<const LearningCourse> all(&course, 1);
  std::vector<validation::Figure> figures{reports::losses(all),          reports::bulk_against_boundary(all),
                                          reports::eigenvalues(course),  std::move(complexity.by_epoch),
                                          std::move(complexity.by_loss), reports::inverse_temperatures(all),
                                          reports::free_energies(all),   reports::entropies(all)};
  std::erase_if(figures, [](const validation::Figure& f) {
    return std::all_of(f.series.begin(), f.series.end(), [](const auto& s) { return s.x.empty(); });
  });
  return validation::page_html(
      {.title = fmt::format("{} learns {}", course.name, in.data == "mnist" ? "MNIST" : "digits"),
       .made_by = "stochtherm learn",
       .provenance = provenance(),
       .facts = {{"run", fmt::format("{} epochs: {}", course.seen.back().epoch, options)}},
       .remarks = {fmt::format(
           "Vanchurin (2021), section 10: the boundary loss U_{{∂}} is the mean of ½ |x − t|^{{2}} over the "
           "outputs; the bulk loss U that of ½ |x − f(wx + b)|^{{2}}, least over the hidden states with "
           "input and output held, over the first {} samples; G = (1 − f'w)^{{T}}(1 − f'w), {}. β, F and S "
           "are those of the Gaussian ensemble of this G whose loss is U; C_{{n}} = −½ Σ_{{i≤n}} log "
           "λ_{{i}} + ½N ln 2π.",
           run["bulk-samples"].get<std::size_t>(),
           in.slopes == "mean-state" ? "f' at the mean states" : "f' the mean of that of the samples")},
       .tables = {reports::milestones(all), std::move(complexity.lines)},
       .figures = std::move(figures)});
}

int learn(const Input& in, bool html_given, bool checkpoint_given) {
  const auto sizes = sizes_of(in);
  const std::size_t last = count_between("--epochs", in.epochs, 1, 10'000'000);
  const GradientDescent how = descent_of(in);
  const std::size_t bulk_samples = count_between("--bulk-samples", in.bulk_samples, 1, 60'000);
  const SlopesAt slopes = second_of("--slopes", in.slopes, "mean-state", "each-state") ? SlopesAt::each_state
                                                                                       : SlopesAt::mean_state;
  const auto told = targets_of(in);
  auto samples = samples_of(in, how.seed, told);
  const auto run = identity(in, reports::name_of(sizes), samples, how, told, bulk_samples);
  auto kept_run = run;
  kept_run["digest"] = digest(samples);
  std::vector<OutputFile> files;
  if (html_given) files.push_back({"--html", in.html});
  if (checkpoint_given) files.push_back({"--checkpoint", in.checkpoint});
  require_outputs(files);

  LearningState begun{.network = models::LayeredNetwork::random(sizes, how.seed), .epochs = 0, .seen = {}};
  if (checkpoint_given)
    if (auto found = load(in.checkpoint, kept_run, sizes)) begun = std::move(*found);
  if (begun.epochs > last)
    throw UsageError(fmt::format("--epochs {} are fewer than the {} that {} has behind it.", last,
                                 begun.epochs, in.checkpoint));
  const auto start = std::chrono::steady_clock::now();
  const std::size_t before = begun.epochs;
  listen_for_interrupt();
  Learning learning(std::move(begun), std::move(samples), how, last);
  bool kept = true;
  const bool whole = learning.run(bulk_samples, slopes, [&] {
    if (!checkpoint_given) return;
    try {
      save(in.checkpoint, kept_run, learning.state());
      kept = true;
    } catch (const InvalidArgument& error) {  // a full disk is no reason to lose what is in memory
      if (kept) say(fmt::format("stochtherm learn: {}", without_function(error)));
      kept = false;
    }
  });
  learning.stop_showing();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();

  const auto stopped = [&] {
    say(fmt::format("stochtherm learn: interrupted after {} of {} epochs; {}.", learning.epochs(), last,
                    checkpoint_given && kept ? fmt::format("the same command goes on from {}", in.checkpoint)
                                             : "with a --checkpoint it could go on from there"));
    return 130;
  };
  if (learning.seen().empty()) return stopped();
  const LearningCourse course{reports::name_of(sizes), learning.seen()};
  const Observation& end = course.seen.back();
  const std::size_t n = std::min(few, end.spectrum.neurons() / 2);
  ordered_json object = run;
  object["epochs"] = end.epoch;
  object["complexity_eigenvalues"] = n;
  object.update(object_of(end, n));
  object.erase("epoch");
  object["course"] = ordered_json::array();
  for (const Observation& o : course.seen) object["course"].push_back(object_of(o, n));
  const auto e = reports::ensemble(end);
  const auto of_ensemble = [&](const auto& f) { return e ? fmt::format("{:.6g}", f(*e)) : "none"; };
  const std::string hidden = fmt::format("of the first {} samples", run["bulk-samples"].get<std::size_t>());
  print_answer(
      in.json, object,
      {{"boundary loss", fmt::format("{:.6g}", end.boundary_loss), "",
        fmt::format("mean over {} samples, after {} epochs", run["samples"].get<std::size_t>(), end.epoch)},
       {"bulk loss", fmt::format("{:.6g}", end.bulk_loss), "", hidden + ", least over the hidden states"},
       {"boundary loss", fmt::format("{:.6g}", end.boundary_loss_there), "", hidden},
       {"right", fmt::format("{:.2f}", 100 * end.accuracy), "%", "the largest output is that of the digit"},
       {"inverse temperature", of_ensemble([](const auto& g) { return g.beta; }), "",
        "of the Gaussian ensemble with the bulk loss"},
       {"free energy", of_ensemble([](const auto& g) { return g.free_energy(); }), "", ""},
       {"entropy", of_ensemble([](const auto& g) { return g.entropy(); }), "", ""},
       {"mean square of log λ", fmt::format("{:.6g}", reports::moment(end.spectrum, 2)), "",
        fmt::format("over the {} eigenvalues of G that are not 1 by structure",
                    end.spectrum.eigenvalues.size())},
       {"mean cube of log λ", fmt::format("{:.6g}", reports::moment(end.spectrum, 3)), "", ""},
       {"time", fmt::format("{:.1f}", seconds), "s",
        fmt::format("for {} epochs", learning.epochs() - before)}});
  const bool answered = std::fflush(stdout) == 0;  // main says so where it is not
  const bool written = !html_given || write({"--html", in.html}, page(in, course, run, n), "learn");
  if (!whole) return stopped();
  return answered && written && kept ? 0 : 1;
}

}  // namespace

void add_learn(CLI::App& app, int& status) {
  auto in = std::make_shared<Input>();
  CLI::App* command = app.add_subcommand(
      "learn", "Train a network on digits: losses, temperature, entropy and spectrum on the way.");
  const auto option = [&](const char* name, std::string& value, const char* what, const char* type) {
    return command->add_option(name, value, what)->type_name(type);
  };
  option("--architecture", in->architecture, "neurons of each layer, from 784 pixels to 10 digits", "LIST")
      ->required();
  option("--data", in->data, "mnist, synthetic or a folder with MNIST's two files of training", "NAME")
      ->required();
  option("--epochs", in->epochs, "times that each sample is shown", "COUNT")->required();
  option("--seed", in->seed, "names the first weights, the order and synthetic digits", "COUNT")->required();
  option("--samples", in->samples, "the first of the data (6000, of synthetic digits 1000)", "COUNT");
  option("--rate", in->rate, "of gradient descent (0.01)", "NUMBER");
  option("--batch", in->batch, "samples in a step (32)", "COUNT");
  option("--loss", in->loss, "that is lowered: mean-square or half-sum (mean-square)", "NAME");
  option("--targets", in->targets, "of an output whose digit is not shown, and is (0,1)", "LOW,HIGH");
  option("--precision", in->precision, "float or double (float)", "NAME");
  option("--slopes", in->slopes, "f' at the mean-state or mean of each-state (mean-state)", "NAME");
  option("--bulk-samples", in->bulk_samples, "whose bulk loss is minimised (100)", "COUNT");
  const CLI::Option* checkpoint = option(
      "--checkpoint", in->checkpoint, "keep what is reached here, and go on from it if it is there", "FILE");
  const CLI::Option* html = option("--html", in->html, "write tables and figures for people", "FILE");
  command->add_flag("--json", in->json, "print one JSON object");
  command->footer(
      "Neurons are tanh. Ctrl-C ends it with what was seen until then, and status 130; to stop and go on "
      "gives "
      "the same bits as not to have stopped. scripts/fetch-mnist brings MNIST.\n"
      "Example:\n  stochtherm learn --architecture 784-40-20-10 --data mnist --epochs 1000 --seed 1 --json "
      "--html report.html");
  command->callback(
      [in, html, checkpoint, &status] { status = learn(*in, html->count() > 0, checkpoint->count() > 0); });
}

}  // namespace stochtherm::app

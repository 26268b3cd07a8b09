#include <fmt/format.h>

#include <memory>
#include <stochtherm/thermodynamics/bennett.hpp>
#include <stochtherm/thermodynamics/crooks.hpp>
#include <stochtherm/thermodynamics/jarzynski.hpp>
#include <stochtherm/thermodynamics/work_cumulants.hpp>
#include <stochtherm/thermodynamics/work_overlap.hpp>

#include "samples_file.hpp"

namespace stochtherm::app {
namespace {

struct Input {
  std::string forward, reverse, column = "0", kT = "1", method, order = "2";
  bool json = false;
};

std::vector<double> work(const std::string& file, const std::string& column) {
  const auto names = column_list("--column", column);
  if (names.size() != 1) throw UsageError("--column names one column of work values.");
  return read_samples(file, "--column", column).front();
}

void run(const Input& in) {
  const double kT = number("--temperature-kT", in.kT);
  if (kT <= 0) throw UsageError(fmt::format("--temperature-kT must be positive, but it was '{}'.", in.kT));
  const bool both = !in.reverse.empty();
  const std::string method = !in.method.empty() ? in.method : both ? "bar" : "jarzynski";
  if (method != "jarzynski" && method != "bar" && method != "crooks" && method != "cumulant")
    throw UsageError(
        fmt::format("--method must be jarzynski, bar, crooks or cumulant, but it was '{}'.", method));
  if ((method == "bar" || method == "crooks") && !both)
    throw UsageError(
        fmt::format("--method {} needs work in both directions: --forward and --reverse.", method));
  const auto forward = work(in.forward, in.column);
  const auto reverse = both ? work(in.reverse, in.column) : std::vector<double>{};

  Estimate dF{};
  double bias = 0;
  if (method == "jarzynski") {
    dF = jarzynski(forward, kT);
    bias = jarzynski_bias(forward, kT);
  } else if (method == "cumulant") {
    dF = work_cumulants(forward, kT, whole_number("--order", in.order));
  } else if (method == "bar") {
    const auto solved = bennett(forward, reverse, kT);
    if (!solved) throw std::runtime_error(solved.sentence());
    dF = *solved;
  } else {
    const auto solved = crooks(forward, reverse, kT);
    if (!solved) throw std::runtime_error(solved.sentence());
    dF = solved->crossing;
  }
  const double overlap = both ? work_overlap(forward, reverse, kT, dF.mean) : work_overlap(forward, kT);
  // One-sided averages need the values that carry them, some fifty at least; two-sided ones need common ground.
  const bool trusted = both ? overlap >= 0.03 : overlap * static_cast<double>(forward.size()) >= 50;
  nlohmann::ordered_json object{{"delta_F", dF.mean}, {"std_error", dF.std_error}, {"overlap", overlap},
                                {"trusted", trusted}, {"method", method},          {"samples", dF.n}};
  std::vector<Row> rows{
      {"free energy difference", fmt::format("{:.6g} ± {:.2g}", dF.mean, dF.std_error), "",
       fmt::format("{}, {} work values", method, dF.n)},
      {"overlap", fmt::format("{:.3g}", overlap), "",
       trusted ? both ? "forward and reverse meet" : "share of the values that carries the average"
       : both  ? "hardly any: do not trust this; drive more slowly"
               : "a few values carry the average: do not trust this; drive more slowly"}};
  if (method == "jarzynski") {
    object["bias"] = bias;
    rows.push_back({"expected bias", fmt::format("{:.2g}", bias), "", "not subtracted"});
  }
  print_answer(in.json, object, rows);
}

}  // namespace

void add_free_energy(CLI::App& app, int&) {
  auto in = std::make_shared<Input>();
  CLI::App* command =
      app.add_subcommand("free-energy", "Free-energy difference from work values, done at any speed.");
  command->add_option("--forward", in->forward, "file of work done on the system in the process")
      ->required()
      ->type_name("FILE");
  command->add_option("--reverse", in->reverse, "file of work done on the system in the reversed process")
      ->type_name("FILE");
  command->add_option("--column", in->column, "of the work in both files, by name or number from 0 (0)")
      ->type_name("NAME");
  command->add_option("--temperature-kT", in->kT, "thermal energy, in the unit of the work (1)")
      ->type_name("NUMBER");
  command
      ->add_option("--method", in->method,
                   "jarzynski, bar, crooks or cumulant (bar with --reverse, else jarzynski)")
      ->type_name("NAME");
  command->add_option("--order", in->order, "of the cumulants, 1 to 3 (2)")->type_name("COUNT");
  command->add_flag("--json", in->json, "print one JSON object");
  command->footer(
      "Both processes start in equilibrium; the difference is that at the end less that at the start of the "
      "forward one.\n"
      "overlap is between 0 and 1; with trusted false, answer and error are not to be relied on.\n"
      "Example:\n  stochtherm free-energy --forward stretch.txt --reverse relax.txt --temperature-kT 4.1 "
      "--json");
  command->callback([in] { run(*in); });
}

}  // namespace stochtherm::app

#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <stochtherm/information/f_divergence.hpp>

#include "samples_file.hpp"

namespace stochtherm::app {
namespace {

struct Input {
  std::string file, p, q, kind = "kl";
  bool counts = false, samples = false;
  SampleOptions options;
};

struct Kind {
  std::string name;
  double order = 0;
  bool in_nats = true;
};

Kind kind_of(const std::string& text) {
  const std::size_t colon = text.find(':');
  Kind kind{text.substr(0, colon)};
  const bool has_order = kind.name == "renyi" || kind.name == "tsallis";
  const bool known = has_order || kind.name == "kl" || kind.name == "js" || kind.name == "chi2" ||
                     kind.name == "hellinger" || kind.name == "tv";
  if (!known || has_order != (colon != std::string::npos))
    throw UsageError(fmt::format(
        "--kind must be kl, js, renyi:ORDER, tsallis:ORDER, chi2, hellinger or tv, but it was '{}'.", text));
  if (has_order) kind.order = number("the order in --kind", text.substr(colon + 1));
  kind.in_nats = kind.name == "kl" || kind.name == "js" || kind.name == "renyi";
  return kind;
}

double divergence(const Kind& kind, const std::vector<double>& p, const std::vector<double>& q) {
  if (kind.name == "kl") return kullback_leibler(p, q);
  if (kind.name == "js") return jensen_shannon(p, q);
  if (kind.name == "renyi") return renyi_divergence(p, q, kind.order);
  if (kind.name == "tsallis") return tsallis_divergence(p, q, kind.order);
  if (kind.name == "chi2") return chi_squared(p, q);
  if (kind.name == "hellinger") return hellinger_distance(p, q);
  return total_variation(p, q);
}

void normalise(std::vector<double>& counts, const char* option) {
  double total = 0;
  for (double n : counts) {
    if (n < 0) throw UsageError(fmt::format("a count must not be negative, but {} has {}.", option, n));
    total += n;
  }
  if (total == 0) throw UsageError(fmt::format("the counts of {} must not all be 0.", option));
  for (double& n : counts) n /= total;
}

void run(const Input& in) {
  const Kind kind = kind_of(in.kind);
  const auto names = column_list("--p", in.p);
  Samples columns = read_samples(in.file, "--p and --q", in.p + "," + in.q);
  if (in.samples) {
    if (kind.name != "kl") throw UsageError("--samples estimates --kind kl alone.");
    if (in.counts) throw UsageError("columns hold --samples or --counts, not both.");
    columns = in.options.prepared(std::move(columns));
    const std::span<const std::vector<double>> whole(columns);
    print_nats(in.options, "divergence",
               nearest_neighbour_divergence(whole.first(names.size()), whole.subspan(names.size()),
                                            in.options.neighbours()));
    return;
  }
  if (columns.size() != 2) throw UsageError("masses of --p and --q stand in one column each.");
  if (in.counts) normalise(columns[0], "--p"), normalise(columns[1], "--q");
  for (const auto& column : columns) {
    double total = 0;
    bool negative = false;
    for (double m : column) total += m, negative |= m < 0;
    if (negative || std::abs(total - 1) > normalisation_tolerance)
      throw UsageError(fmt::format(
          "probabilities must not be negative and sum to 1, but {} sums to {}; --counts takes counts, "
          "--samples takes samples.",
          &column == columns.data() ? "--p" : "--q", total));
  }
  const double value = divergence(kind, columns[0], columns[1]);
  if (!kind.in_nats) {
    print_answer(
        in.options.json, {{"value", value}, {"states", columns[0].size()}},
        {{in.kind, fmt::format("{:.10g}", value), "", fmt::format("exact, {} states", columns[0].size())}});
    return;
  }
  nlohmann::ordered_json object{
      {"value_nats", std::isfinite(value) ? nlohmann::ordered_json(value) : "infinity"}};
  std::vector<Row> rows{
      {in.kind, fmt::format("{:.10g}", value), "nats", fmt::format("exact, {} states", columns[0].size())}};
  if (in.options.bits) {
    object["value_bits"] = std::isfinite(value) ? nlohmann::ordered_json(bits(value)) : "infinity";
    rows.push_back({"", fmt::format("{:.10g}", bits(value)), "bits", ""});
  }
  object["states"] = columns[0].size();
  print_answer(in.options.json, object, rows);
}

}  // namespace

void add_divergence(CLI::App& app, int&) {
  auto in = std::make_shared<Input>();
  CLI::App* command = app.add_subcommand("divergence", "How far one distribution is from another.");
  command->add_option("file", in->file, "text columns or NPY: one row for each state, or each sample")
      ->required()
      ->type_name("FILE");
  command->add_option("--p", in->p, "column of p, by name or number from 0")->required()->type_name("LIST");
  command->add_option("--q", in->q, "column of q")->required()->type_name("LIST");
  command->add_option("--kind", in->kind, "kl, js, renyi:ORDER, tsallis:ORDER, chi2, hellinger or tv (kl)")
      ->type_name("KIND");
  command->add_flag("--counts", in->counts, "the columns are counts: divide by their sums");
  command->add_flag("--samples", in->samples,
                    "the columns are samples of real numbers: nearest neighbours, kl alone");
  in->options.add_neighbours(*command);
  in->options.add_preparation(*command);
  in->options.add_output(*command);
  command->footer(
      "kl is D(p||q). Without --counts or --samples the columns are probabilities and the answer is exact.\n"
      "Example:\n  stochtherm divergence histograms.csv --p before --q after --counts --kind js --bits");
  command->callback([in] { run(*in); });
}

}  // namespace stochtherm::app

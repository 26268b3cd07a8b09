#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <stochtherm/constants.hpp>
#include <stochtherm/models/neuron/cortical.hpp>
#include <stochtherm/models/neuron/hodgkin_huxley.hpp>
#include <stochtherm/models/neuron/thalamocortical.hpp>
#include <stochtherm/solvers/ode/integrate.hpp>
#include <stochtherm/studies/channel_noise.hpp>
#include <stochtherm/studies/excitable_membrane.hpp>

#include "command.hpp"

namespace stochtherm::app {
namespace {

struct Input {
  std::string model = "hodgkin-huxley", current, duration, temperature, trace, channels, seed;
  bool json = false;
};

constexpr std::string_view models_known = "hodgkin-huxley, pyramidal, fast-spiking or thalamocortical";

double temperature(const Input& in) {
  if (in.temperature.empty()) return models::HodgkinHuxley{}.temperature;
  const double T = number("--temperature", in.temperature);
  if (T < 250 || T > 330)
    throw UsageError(fmt::format(
        "--temperature is in kelvin, from 250 to 330, but it was '{}'; 6.3 degrees Celsius is 279.45.",
        in.temperature));
  return T;
}

studies::ExcitableMembrane membrane(const Input& in) {
  if (in.model == "hodgkin-huxley")
    return studies::ExcitableMembrane(models::HodgkinHuxley{.temperature = temperature(in)});
  if (in.model != "pyramidal" && in.model != "fast-spiking" && in.model != "thalamocortical")
    throw UsageError(fmt::format("--model must be {}, but it was '{}'.", models_known, in.model));
  if (!in.temperature.empty())
    throw UsageError(
        "--temperature belongs to hodgkin-huxley; the other cells are those of 36 degrees Celsius.");
  if (in.model == "thalamocortical") return studies::ExcitableMembrane(models::ThalamocorticalCell{});
  return studies::ExcitableMembrane(in.model == "pyramidal" ? models::CorticalCell::pyramidal()
                                                            : models::CorticalCell::fast_spiking());
}

/// "Na:6000,K:1800".
studies::ChannelNoise channels_of(const Input& in) {
  studies::ChannelNoise noise{
      .sodium = 0, .potassium = 0, .duration = number("--duration", in.duration), .seed = 0};
  for (std::size_t at = 0; at <= in.channels.size();) {
    const std::size_t end = std::min(in.channels.find(',', at), in.channels.size());
    const std::string part = in.channels.substr(at, end - at);
    const std::size_t colon = part.find(':');
    const std::string name = part.substr(0, colon);
    if (colon == std::string::npos || (name != "Na" && name != "K"))
      throw UsageError(fmt::format("--channels must be like Na:6000,K:1800, but it was '{}'.", in.channels));
    const std::uint64_t n = count("--channels", part.substr(colon + 1));
    if (n == 0 || n > 10'000'000)
      throw UsageError(
          fmt::format("--channels takes from 1 to 10000000 of each, but it was '{}'.", in.channels));
    (name == "Na" ? noise.sodium : noise.potassium) = n;
    at = end + 1;
  }
  if (noise.sodium == 0 || noise.potassium == 0)
    throw UsageError(fmt::format("--channels must count Na and K, but it was '{}'.", in.channels));
  return noise;
}

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;
File open_trace(const std::string& path) {
  File file(std::fopen(path.c_str(), "w"), std::fclose);
  if (!file) throw std::runtime_error(fmt::format("the trace cannot be written to {}.", path));
  return file;
}
void finish_trace(const File& file, const std::string& path) {
  if (std::fflush(file.get()) != 0)
    throw std::runtime_error(fmt::format("the trace cannot be written to {}.", path));
}

/// The whole course, transient included, every 0.05 ms or less.
void write_trace(const Input& in, const studies::ExcitableMembrane& m, double current, double duration) {
  const File file = open_trace(in.trace);
  const std::size_t n = 1 + m.gates;
  std::vector<double> I(m.names.size());
  const auto line = [&](double t, std::span<const double> x) {
    m.channel_currents(x, I);
    std::string row = fmt::format("{:.10g}", t);
    for (double v : x) row += fmt::format(",{:.10g}", v);
    for (double v : I) row += fmt::format(",{:.10g}", v);
    fmt::print(file.get(), "{}\n", row);
  };
  std::string header = "t_ms,V_mV";
  for (std::size_t g = 0; g < m.gates; ++g) header += fmt::format(",gate_{}", g);
  for (const auto& name : m.names) header += fmt::format(",I_{}_uA_per_cm2", name);
  fmt::print(file.get(), "{}\n", header);
  const auto start = studies::rests(m, 0).front().state;
  line(0, start);
  const auto f = [&](std::span<const double> x, std::span<double> dx, double) {
    m.slope(x, dx);
    dx[0] += current / m.capacitance;
  };
  const auto end = integrate(f, std::vector<double>(start.begin(), start.begin() + static_cast<long>(n)), 0,
                             duration, {.longest_step = 0.05}, [&](const OdeStep& s) {
                               line(s.to, s.after);
                               return true;
                             });
  if (!end) throw std::runtime_error(end.sentence());
  finish_trace(file, in.trace);
}

/// V and the open channels, every 0.05 ms.
void write_trace(const Input& in, const studies::NoisyAxon& run, double every) {
  const File file = open_trace(in.trace);
  fmt::print(file.get(), "t_ms,V_mV,open_Na,open_K\n");
  for (std::size_t i = 0; i < run.potential.size(); ++i)
    fmt::print(file.get(), "{:.10g},{:.10g},{:.10g},{:.10g}\n", every * static_cast<double>(i),
               run.potential[i], run.open_sodium[i], run.open_potassium[i]);
  finish_trace(file, in.trace);
}

void run_noisy(const Input& in) {
  if (in.model != "hodgkin-huxley") throw UsageError("--channels belong to --model hodgkin-huxley.");
  if (in.seed.empty()) throw UsageError("--channels need a --seed, so that the answer can be found again.");
  auto noise = channels_of(in);
  noise.current = number("--current", in.current);
  noise.seed = count("--seed", in.seed);
  if (noise.duration <= 0)
    throw UsageError(fmt::format("--duration must be positive, but it was '{}'.", in.duration));
  const models::HodgkinHuxley axon{.temperature = temperature(in)};
  if (!in.trace.empty()) noise.record_every = 0.05;
  const auto run = studies::noisy_axon(axon, noise);
  if (!in.trace.empty()) write_trace(in, run, noise.record_every);
  const auto spikes = static_cast<double>(run.spikes.size());
  nlohmann::ordered_json object{{"rate_Hz", spikes / noise.duration * 1e3},
                                {"energy_per_spike_J_per_m2", nullptr},
                                {"atp_per_spike_per_m2", nullptr},
                                {"sodium_load_C_per_m2", nullptr},
                                {"excess_ratio", nullptr}};
  std::vector<Row> rows{{"rate", fmt::format("{:.6g}", spikes / noise.duration * 1e3), "Hz",
                         fmt::format("{} spikes", run.spikes.size())}};
  if (spikes > 0) {
    double peak = 0;
    for (double p : run.peaks) peak += p / spikes;
    const double load = run.sodium_load / spikes,
                 rest = studies::rests(studies::ExcitableMembrane(axon), 0).front().potential;
    object["energy_per_spike_J_per_m2"] = run.energy / spikes;
    object["atp_per_spike_per_m2"] = load / (3 * constants::elementary_charge);
    object["sodium_load_C_per_m2"] = load;
    object["excess_ratio"] = load / (axon.C * (peak - rest) * 1e-5);
    rows.push_back({"energy per spike", fmt::format("{:.6g}", run.energy / spikes), "J/m²",
                    "all of the time between spikes included"});
    rows.push_back({"sodium load", fmt::format("{:.6g}", load), "C/m²", ""});
  }
  print_answer(in.json, object, rows);
}

void run(const Input& in) {
  if (!in.channels.empty()) return run_noisy(in);
  const auto m = membrane(in);
  const double current = number("--current", in.current), duration = number("--duration", in.duration);
  if (duration <= 0)
    throw UsageError(fmt::format("--duration must be positive, but it was '{}'.", in.duration));
  const auto solved = studies::firing(m, current, studies::rests(m, 0).front().state, duration);
  if (!solved && solved.status() != Status::step_limit) throw std::runtime_error(solved.sentence());
  if (!solved)
    throw std::runtime_error(
        fmt::format("in {} ms the membrane is neither silent nor periodic yet; give it a longer --duration.",
                    in.duration));
  const auto& f = *solved;
  if (!in.trace.empty()) write_trace(in, m, current, duration);
  nlohmann::ordered_json object{{"rate_Hz", f.rate()},
                                {"energy_per_spike_J_per_m2", nullptr},
                                {"atp_per_spike_per_m2", nullptr},
                                {"sodium_load_C_per_m2", nullptr},
                                {"excess_ratio", nullptr}};
  std::vector<Row> rows{{"rate", fmt::format("{:.6g}", f.rate()), "Hz",
                         f.per_spike ? "" : fmt::format("silent at {:.4g} mV", f.highest)}};
  if (f.per_spike) {
    const auto& s = *f.per_spike;
    object["energy_per_spike_J_per_m2"] = s.energy;
    object["atp_per_spike_per_m2"] = s.atp;
    object["sodium_load_C_per_m2"] = s.sodium_load;
    object["excess_ratio"] = s.excess_ratio;
    rows.push_back(
        {"energy per spike", fmt::format("{:.6g}", s.energy), "J/m²", "dissipated in the channels"});
    for (std::size_t c = 0; c < m.names.size(); ++c)
      rows.push_back({"  " + m.names[c], fmt::format("{:.6g}", s.energy_by_channel[c]), "J/m²", ""});
    rows.push_back({"sodium load", fmt::format("{:.6g}", s.sodium_load), "C/m²", ""});
    rows.push_back({"ATP per spike", fmt::format("{:.6g}", s.atp), "1/m²", "to pump the sodium out again"});
    rows.push_back(
        {"excess ratio", fmt::format("{:.4g}", s.excess_ratio), "", "sodium over C (peak - rest)"});
  }
  print_answer(in.json, object, rows);
}

}  // namespace

void add_neuron(CLI::App& app, int&) {
  auto in = std::make_shared<Input>();
  CLI::App* command =
      app.add_subcommand("neuron", "Rate and cost of the spikes of a membrane that a current drives.");
  command->add_option("--model", in->model, fmt::format("{} (hodgkin-huxley)", models_known))
      ->type_name("NAME");
  command->add_option("--current", in->current, "injected, uA/cm2")->required()->type_name("NUMBER");
  command->add_option("--duration", in->duration, "ms; the transient is left out")
      ->required()
      ->type_name("NUMBER");
  command->add_option("--temperature", in->temperature, "K, of hodgkin-huxley (279.45)")->type_name("NUMBER");
  command->add_option("--trace", in->trace, "write the course, transient included, as columns of text")
      ->type_name("FILE");
  command
      ->add_option("--channels", in->channels,
                   "single channels that open by chance: Na:6000,K:1800; needs --seed")
      ->type_name("LIST");
  command->add_option("--seed", in->seed, "names the chance of the channels")->type_name("COUNT");
  command->add_flag("--json", in->json, "print one JSON object");
  command->footer(
      "It starts at rest. What is per spike is of one period of the cycle that it settles to; null without "
      "spikes.\n"
      "Example:\n  stochtherm neuron --model hodgkin-huxley --current 10 --duration 500 --temperature 279.45 "
      "--json");
  command->callback([in] { run(*in); });
}

}  // namespace stochtherm::app

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "audit_runs.hpp"

namespace stochtherm::validation {
namespace {

constexpr double fine = 2e-3, coarse = 20 * fine;

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const auto& word : words) all += (all.empty() ? "" : ", ") + word;
  return all.empty() ? "-" : all;
}

/// Enough for every line to be told, at any effort.
std::size_t trajectories(const Effort& effort) {
  return std::clamp<std::size_t>(effort.samples(8000), 2000, 30'000);
}

struct Findings {
  Verdict verdict{};
  Table table{
      .title = "What the audit says", .columns = {"run", "passes", "broken", "undecided"}, .rows = {}};

  void tell(const std::string& run, const Audit& audit) {
    table.rows.push_back(
        {run, audit.passes() ? "yes" : "no", joined(audit.broken()), joined(audit.undecided())});
  }
  void sound(const std::string& run, const Audit& audit) {
    tell(run, audit);
    verdict.checks.push_back(at_most(run + ": laws broken", static_cast<double>(audit.broken().size()), 0));
    verdict.checks.push_back(at_least(run + ": passes", audit.passes() ? 1 : 0, 1));
  }
  /// The audit must name each of `laws`, none of `innocent`, and in a sentence of a broken line say `cause`.
  void broken(const std::string& run, const Audit& audit, const std::vector<std::string>& laws,
              const std::vector<std::string>& innocent, const std::string& cause) {
    tell(run, audit);
    const auto named = audit.broken();
    const auto is_named = [&](const std::string& law) {
      return std::find(named.begin(), named.end(), law) != named.end();
    };
    verdict.checks.push_back(at_least(run + ": names " + joined(laws),
                                      static_cast<double>(std::count_if(laws.begin(), laws.end(), is_named)),
                                      static_cast<double>(laws.size())));
    verdict.checks.push_back(
        at_most(run + ": accuses " + joined(innocent),
                static_cast<double>(std::count_if(innocent.begin(), innocent.end(), is_named)), 0));
    const bool said = std::any_of(audit.lines.begin(), audit.lines.end(), [&](const AuditLine& line) {
      return line.verdict == AuditVerdict::broken && line.sentence.find(cause) != std::string::npos;
    });
    verdict.checks.push_back(at_least(run + ": says \"" + cause + "\"", said ? 1 : 0, 1));
    verdict.checks.push_back(at_most(run + ": passes", audit.passes() ? 1 : 0, 0));
  }
};

template <class M, class Initial, class Stepper>
void sound_run(Findings& f, const Effort& effort, const std::string& what, const M& model,
               const Protocol& protocol, const Initial& start, Stepper stepper, double dt,
               std::size_t times = 1) {
  const std::size_t n = times * trajectories(effort);
  const auto run = simulate(model, protocol, recorded(effort, n, dt), start, stepper);
  const std::string name = fmt::format("{}, {}, seed {}", what, Stepper::facts.name, effort.seed.value);
  f.sound(name, audit(*run));
  f.sound(name + ", with the model", audit(*run, model, protocol, start));
}

void sound_runs(Findings& f, const Effort& effort) {
  sound_run(f, effort, "driven double well", well, tilt, from_equilibrium, EulerMaruyama{}, fine);
  sound_run(f, effort, "driven double well", well, tilt, from_equilibrium, Heun{}, fine);
  sound_run(f, effort, "driven double well", well, tilt, from_equilibrium, Metropolised<EulerMaruyama>{},
            fine);
  sound_run(f, effort, "driven double well", well, tilt, from_equilibrium, LeimkuhlerMatthews{}, fine);
  sound_run(f, effort, "driven double well", well, tilt, from_equilibrium, ThreePoint<WeakTwo>{}, fine);
  const auto settled = stationary(3.0, from_equilibrium);
  sound_run(f, effort, "driven ring", ring, Protocol::constant(0, 2), settled, Heun{}, 1e-2);
  const auto walled = within(ring, between(0, ring.period(), Edge::periodic));
  sound_run(f, effort, "driven ring within periodic walls", walled, Protocol::constant(0, 2), settled,
            EulerMaruyama{}, 1e-2);
  sound_run(f, effort, "quartic pair in two baths", pair, Protocol::constant(0.3, 1), settled_pair,
            EulerMaruyama{}, 5e-3, 3);
  sound_run(f, effort, "quartic pair in two baths", pair, Protocol::constant(0.3, 1), settled_pair, Heun{},
            5e-3, 3);
  const auto still = Protocol::constant(0, 2);
  sound_run(f, effort, "oscillator", oscillator, still, from_equilibrium, Baoab{}, 2e-2, 3);
  sound_run(f, effort, "oscillator", oscillator, still, from_equilibrium, Metropolised<Baoab>{}, 2e-2, 3);
  sound_run(f, effort, "variable mobility", uneven, still, from_equilibrium, EulerMaruyama{}, 1e-2);
  sound_run(f, effort, "variable mobility", uneven, still, from_equilibrium, Milstein{}, 1e-2);
  sound_run(f, effort, "variable mobility", uneven, still, from_equilibrium, Heun{}, 1e-2);
  sound_run(f, effort, "variable mobility", uneven, still, from_equilibrium, EndPoint{}, 1e-2);

  const auto before = Protocol::constant(0, 0.1);
  const std::vector<Protocol> responses{Protocol::quench(0, -0.4, 1), Protocol::quench(0, 0.4, 1)};
  const auto run = simulate_with_feedback(well, before, Measurement::side(0, 0.1), responses,
                                          recorded(effort, trajectories(effort), fine));
  const std::string name = fmt::format("double well under feedback, seed {}", effort.seed.value);
  f.sound(name, audit(*run));
  f.sound(name + ", with the model", audit(*run, well, before, responses));
}

void broken_runs(Findings& f, const Effort& effort, const AuditRules& rules) {
  const std::size_t n = trajectories(effort);
  const std::string fdt = "fluctuation-dissipation", ldb = "local detailed balance",
                    rev = "microscopic reversibility", first = "first law", drift = "equation of motion";
  const auto with = [&](const auto& model, const Protocol& protocol, const auto& start, auto stepper,
                        double dt) {
    return *simulate(model, protocol, recorded(effort, n, dt), start, stepper);
  };
  // 1. A step 20 times too large.
  f.broken("dt 20 times too large, Euler-Maruyama",
           audit(with(well, tilt, from_equilibrium, EulerMaruyama{}, coarse), rules), {rev}, {first, fdt},
           "dt too large");
  f.broken("dt 20 times too large, Heun", audit(with(well, tilt, from_equilibrium, Heun{}, coarse), rules),
           {rev}, {first}, "dt too large");
  f.broken("dt 20 times too large, BAOAB",
           audit(with(oscillator, Protocol::constant(0, 4), from_equilibrium, Baoab{}, 0.4), rules),
           {"shadow work"}, {first, fdt}, "dt too large");
  f.broken("dt 20 times too large, Metropolised",
           audit(with(well, Protocol::linear(0, 0.6, 2.4), from_equilibrium, Metropolised<EulerMaruyama>{},
                      3 * coarse),
                 rules),
           {"rejections"}, {first}, "dt too large");
  // 2. Heat in the sense of Ito.
  auto run = with(well, tilt, from_equilibrium, EulerMaruyama{}, fine);
  run.ledger.heat[0] = ito_heat(run, well, tilt);
  f.broken("Ito heat", audit(run, rules), {first, ldb}, {fdt, drift}, "Ito");
  for (std::size_t i = 0; i < run.size(); ++i)
    run.ledger.work[i] = run.ledger.energy_change[i] - run.ledger.heat[0][i];
  f.broken("Ito heat, the books closed by hand", audit(run, rules), {ldb}, {first, fdt, drift}, "Ito");
  // 3. Swapped baths: in the motion, and in the books.
  const auto held = Protocol::constant(0.3, 1);
  f.broken("swapped baths", audit(with(pair, held, settled_pair, SwappedBaths{}, 5e-3), rules), {fdt},
           {first, rev}, "swapped");
  run = with(pair, held, settled_pair, EulerMaruyama{}, 5e-3);
  std::swap(run.ledger.heat[0], run.ledger.heat[1]);
  f.broken("swapped heats", audit(run, rules), {rev}, {first, fdt}, "heat of bath 0 booked to bath 1");
  // 4. Friction without noise.
  f.broken("friction without noise", audit(with(well, tilt, from_equilibrium, NoNoise{}, fine), rules), {fdt},
           {first, drift}, "friction without noise");
  f.broken("friction without noise, inertia",
           audit(with(oscillator, Protocol::constant(0, 4), from_equilibrium, ColdBaoab{}, 2e-2), rules),
           {fdt}, {first}, "friction without noise");
  // 5. Noise of the wrong temperature, by 20 per cent.
  f.broken("noise of the wrong temperature",
           audit(with(well, tilt, from_equilibrium, HotNoise{}, fine), rules), {fdt}, {first, ldb, drift},
           "noise of kT = 0.7");
  // And the wrong calculus.
  f.broken("no drift of the calculus",
           audit(with(uneven, Protocol::constant(0, 4), from_equilibrium, WithoutDrift{}, 1e-2), rules),
           {"calculus"}, {first, fdt}, "another calculus");
}

Verdict run(const Effort& effort) {
  Findings f;
  for (std::uint64_t k = 0; k < 3; ++k) {
    Effort one = effort;
    one.seed = Seed{effort.seed.value + k};
    sound_runs(f, one);
  }
  broken_runs(f, effort, {});
  f.verdict.tables.push_back(std::move(f.table));
  return f.verdict;
}

/// The same broken runs, under rules that cannot see them.
Verdict blind(const Effort& effort) {
  Findings f;
  broken_runs(f, effort, {.materiality = 1e9});
  broken_runs(f, effort, {.laws = {"finite numbers"}});
  f.verdict.tables.push_back(std::move(f.table));
  return f.verdict;
}

const Registered registered{{
    .name = "langevin/audit",
    .claim =
        "The audit passes sound runs of every kind of model and stepper, and names the law that a run breaks "
        "whose step is "
        "20 times too large, whose heat is Ito's, whose baths are swapped, whose friction has no noise or "
        "whose "
        "noise has "
        "the wrong temperature.",
    .equation = "ΔU = W + Q;  ln P/P^{†} = −ΣQ/kT;  ⟨z^{2}⟩ = 1;  ⟨e^{−(W−ΔF)/kT−I}⟩ = 1",
    .source = "seifert2012, crooks1999, kubo1966",
    .tags = {"exact"},
    .check = run,
    .sabotage =
        {"the broken runs are audited with a materiality of a thousand million, and then for another law",
         blind},
}};

}  // namespace
}  // namespace stochtherm::validation

#include <fmt/format.h>
#include <sbml/SBMLTypes.h>
#include <sbml/conversion/ConversionProperties.h>
#include <sbml/extension/SBasePlugin.h>

#include <cmath>
#include <map>
#include <memory>
#include <stochtherm/core/error.hpp>
#include <stochtherm/sbml/read_sbml.hpp>

#include "formula.hpp"

namespace stochtherm {
namespace {

constexpr const char* me = "read_sbml";

[[noreturn]] void unsupported(const std::string& what, const std::string& name) {
  detail::reject(
      me,
      "the file may use only what is supported: compartments, species, parameters, initial assignments, "
      "kinetic laws, function definitions and simple events",
      what, name.empty() ? "unnamed" : name);
}
void refuse_if(bool found, const std::string& what, const std::string& name) {
  if (found) unsupported(what, name);
}

std::unique_ptr<SBMLDocument> document(const std::string& path) {
  std::unique_ptr<SBMLDocument> doc(readSBMLFromFile(path.c_str()));
  require(doc != nullptr, "the file must be readable", "file", path, me);
  for (unsigned i = 0; i < doc->getNumErrors(); ++i) {
    const SBMLError* error = doc->getError(i);
    if (!error->isError() && !error->isFatal()) continue;
    std::string text = error->getMessage();
    text = text.substr(0, text.find('\n'));
    detail::reject(me, "the file must be valid SBML", fmt::format("{}, line {}", path, error->getLine()),
                   text);
  }
  require(doc->getModel() != nullptr, "the file must hold a model", "file", path, me);
  for (unsigned i = 0; i < doc->getNumPlugins(); ++i) {
    const auto* plugin = doc->getPlugin(i);
    refuse_if(doc->getPackageRequired(plugin->getPackageName()), "required package",
              plugin->getPackageName());
  }
  for (const char* conversion : {"expandFunctionDefinitions", "expandInitialAssignments"}) {
    ConversionProperties properties;
    properties.addOption(conversion, true);
    require(doc->convert(properties) == LIBSBML_OPERATION_SUCCESS,
            "the file's definitions must have values", conversion, path, me);
  }
  return doc;
}

/// What names mean, and the network they come into.
class Reader {
 public:
  explicit Reader(const Model& model) : model_(model) {
    refuse_if(model.getNumRules() > 0, "rule", model.getNumRules() > 0 ? rule_name(*model.getRule(0)) : "");
    refuse_if(model.getNumConstraints() > 0, "constraint", "unnamed");
    refuse_if(model.getNumInitialAssignments() > 0, "initial assignment without a value",
              model.getNumInitialAssignments() > 0 ? model.getInitialAssignment(0)->getSymbol() : "");
    refuse_if(model.getNumFunctionDefinitions() > 0, "function definition",
              model.getNumFunctionDefinitions() > 0 ? model.getFunctionDefinition(0)->getId() : "");
    refuse_if(model.isSetConversionFactor(), "conversion factor", model.getConversionFactor());
    species();
    constants();
    for (unsigned i = 0; i < model.getNumReactions(); ++i) reaction(*model.getReaction(i));
    for (unsigned i = 0; i < model.getNumEvents(); ++i) event(*model.getEvent(i));
    require(!network_.reactions.empty(), "a network has reactions", "reactions", 0.0, me);
  }
  FormulaNetwork network() && { return std::move(network_); }

 private:
  static std::string rule_name(const Rule& rule) {
    return fmt::format("{} {}", rule.getElementName(), rule.getVariable());
  }

  std::uint32_t add(const std::string& name, double initial, const char* what) {
    require(std::isfinite(initial), fmt::format("{} must have a finite value", what), name, initial, me);
    network_.variables.push_back({name, initial});
    return index_[name] = static_cast<std::uint32_t>(network_.variables.size() - 1);
  }

  double size_of(const std::string& compartment) const {
    const Compartment* c = model_.getCompartment(compartment);
    require(c != nullptr, "a species lies in a compartment that exists", "compartment", compartment, me);
    const double size = c->isSetSize() ? c->getSize() : 1;
    require(size > 0 && std::isfinite(size), "a compartment has a positive size", compartment, size, me);
    return size;
  }

  void species() {
    for (unsigned i = 0; i < model_.getNumSpecies(); ++i) {
      const Species& s = *model_.getSpecies(i);
      refuse_if(s.isSetConversionFactor(), "conversion factor of species", s.getId());
      const double size = size_of(s.getCompartment());
      const bool concentration = s.isSetInitialConcentration();
      require(concentration || s.isSetInitialAmount(), "a species has an initial amount or concentration",
              "species", s.getId(), me);
      const double amount = concentration ? s.getInitialConcentration() * size : s.getInitialAmount();
      require(amount >= 0 && std::abs(amount - std::round(amount)) <= 1e-9 * std::max(1.0, amount),
              "a species begins with a whole number of molecules", s.getId(), amount, me);
      add(s.getId(), std::round(amount), "a species");
      if (!s.getHasOnlySubstanceUnits()) size_[s.getId()] = size;
    }
    network_.species = model_.getNumSpecies();
  }

  void constants() {
    for (unsigned i = 0; i < model_.getNumCompartments(); ++i) {
      const Compartment& c = *model_.getCompartment(i);
      add(c.getId(), size_of(c.getId()), "a compartment");
    }
    for (unsigned i = 0; i < model_.getNumParameters(); ++i)
      add(model_.getParameter(i)->getId(), model_.getParameter(i)->getValue(), "a parameter");
  }

  Expression read(const ASTNode* tree, const std::string& where,
                  const std::map<std::string, double>& local = {}) const {
    const auto symbols = [&](const std::string& name, Expression& formula) {
      if (const auto l = local.find(name); l != local.end()) {
        formula.push(l->second);
        return;
      }
      const auto at = index_.find(name);
      if (at == index_.end()) unsupported("name in " + where, name);
      formula.variable(at->second);
      if (const auto c = size_.find(name); c != size_.end() && c->second != 1)
        formula.push(c->second).apply(Op::divide);
    };
    return detail::formula(tree, symbols, where);
  }

  void change(const SpeciesReference& reference, int sign, FormulaNetwork::Reaction& r) const {
    const std::string id = reference.getSpecies();
    const Species* s = model_.getSpecies(id);
    require(s != nullptr, "a reaction changes species that exist", r.name, id, me);
    refuse_if(reference.isSetStoichiometryMath(), "stoichiometry formula of reaction", r.name);
    const double nu = reference.isSetStoichiometry() ? reference.getStoichiometry() : 1;
    require(nu >= 0 && nu <= 1000 && nu == std::round(nu), "a stoichiometry is a whole number", r.name, nu,
            me);
    if (s->getBoundaryCondition() || s->getConstant() || nu == 0) return;
    const std::uint32_t at = index_.at(id);
    for (auto& known : r.change)
      if (known.first == at) {
        known.second += sign * static_cast<int>(nu);
        return;
      }
    r.change.emplace_back(at, sign * static_cast<int>(nu));
  }

  void reaction(const Reaction& from) {
    FormulaNetwork::Reaction r{.name = from.getId(), .propensity = {}};
    refuse_if(from.isSetFast() && from.getFast(), "fast reaction", r.name);
    const KineticLaw* law = from.getKineticLaw();
    require(law != nullptr, "a reaction has a kinetic law", "reaction", r.name, me);
    std::map<std::string, double> local;
    for (unsigned i = 0; i < law->getNumParameters(); ++i) {
      const Parameter& p = *law->getParameter(i);
      require(std::isfinite(p.getValue()), "a local parameter must have a finite value", p.getId(),
              p.getValue(), me);
      local[p.getId()] = p.getValue();
    }
    r.propensity = read(law->getMath(), "kinetic law of " + r.name, local);
    for (unsigned i = 0; i < from.getNumReactants(); ++i) change(*from.getReactant(i), -1, r);
    for (unsigned i = 0; i < from.getNumProducts(); ++i) change(*from.getProduct(i), +1, r);
    network_.reactions.push_back(std::move(r));
  }

  /// "time >= c" and its kin: c; nothing for other triggers.
  std::optional<double> time_of(const ASTNode& trigger, const std::string& name) const {
    const bool later =
        trigger.getType() == AST_RELATIONAL_GEQ || trigger.getType() == AST_RELATIONAL_GT;
    const bool earlier =
        trigger.getType() == AST_RELATIONAL_LEQ || trigger.getType() == AST_RELATIONAL_LT;
    if ((!later && !earlier) || trigger.getNumChildren() != 2) return std::nullopt;
    if (trigger.getChild(later ? 0 : 1)->getType() != AST_NAME_TIME) return std::nullopt;
    const Expression bound = read(trigger.getChild(later ? 1 : 0), "trigger of " + name);
    std::vector<double> values;
    for (std::uint32_t i = 0; i < network_.variables.size(); ++i) {
      if (i <= network_.species && bound.uses(i))
        unsupported("time that depends on species, in the trigger of", name);
      values.push_back(network_.variables[i].initial);
    }
    const double time = bound(values);
    require(time >= 0 && std::isfinite(time), "an event happens at a finite time from 0 on", name, time, me);
    return time;
  }

  void event(const Event& from) {
    FormulaNetwork::Event e;
    e.name = from.isSetId() ? from.getId() : fmt::format("event {}", network_.events.size() + 1);
    refuse_if(from.isSetDelay(), "delay of event", e.name);
    refuse_if(from.isSetPriority(), "priority of event", e.name);
    const Trigger* trigger = from.getTrigger();
    require(trigger != nullptr && trigger->getMath() != nullptr, "an event has a trigger", "event", e.name,
            me);
    e.trigger = read(trigger->getMath(), "trigger of " + e.name);
    e.time = time_of(*trigger->getMath(), e.name);
    if (!e.time && e.trigger.uses(0))
      unsupported("trigger that mixes time with other things, of event", e.name);
    e.armed = trigger->isSetInitialValue() && !trigger->getInitialValue();
    for (unsigned i = 0; i < from.getNumEventAssignments(); ++i) {
      const EventAssignment& a = *from.getEventAssignment(i);
      const auto at = index_.find(a.getVariable());
      if (at == index_.end() || model_.getCompartment(a.getVariable()) != nullptr)
        unsupported("target of event " + e.name, a.getVariable());
      Expression value = read(a.getMath(), "assignment of " + e.name);
      if (const auto c = size_.find(a.getVariable()); c != size_.end() && c->second != 1)
        value.push(c->second).apply(Op::multiply);
      e.assignments.emplace_back(at->second, std::move(value));
    }
    network_.events.push_back(std::move(e));
  }

  const Model& model_;
  FormulaNetwork network_{};
  std::map<std::string, std::uint32_t> index_{};
  std::map<std::string, double>
      size_{};  // of the compartment, for species that formulas mean as concentrations
};

}  // namespace

FormulaNetwork read_sbml(const std::string& path) {
  const auto doc = document(path);
  return Reader(*doc->getModel()).network();
}

}  // namespace stochtherm

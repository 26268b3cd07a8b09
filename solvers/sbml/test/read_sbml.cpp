#include <cstdio>
#include <fstream>
#include <stochtherm/sbml/read_sbml.hpp>
#include <string>

#include "catch.hpp"
#include "sentence.hpp"

using namespace stochtherm;

namespace {

FormulaNetwork read(const std::string& model, const char* level = "3", const char* version = "1") {
  const std::string path = "read_sbml_test.xml";
  std::ofstream(path) << "<?xml version='1.0' encoding='UTF-8'?>\n<sbml xmlns='http://www.sbml.org/sbml/level"
                      << level << "/version" << version << "/core' level='" << level << "' version='"
                      << version << "'>\n<model id='m'>\n"
                      << model << "\n</model></sbml>\n";
  struct Remove {
    ~Remove() { std::remove("read_sbml_test.xml"); }
  } remove;
  return read_sbml(path);
}

std::string math(const std::string& content) {
  return "<math xmlns='http://www.w3.org/1998/Math/MathML'>" + content + "</math>";
}
std::string times(const std::string& a, const std::string& b) {
  return "<apply><times/><ci>" + a + "</ci><ci>" + b + "</ci></apply>";
}

std::string species(bool amounts = true, const std::string& size = "1") {
  return "<listOfCompartments><compartment id='cell' size='" + size +
         "' constant='true'/></listOfCompartments><listOfSpecies>"
         "<species id='X' compartment='cell' initialAmount='100' hasOnlySubstanceUnits='" +
         (amounts ? "true" : "false") +
         "' boundaryCondition='false' constant='false'/>"
         "<species id='Y' compartment='cell' initialAmount='0' hasOnlySubstanceUnits='true' "
         "boundaryCondition='false' "
         "constant='false'/></listOfSpecies>";
}
const std::string parameters =
    "<listOfParameters><parameter id='k' value='0.5' constant='false'/></listOfParameters>";

std::string reaction(const std::string& law, const std::string& extra = "",
                     const std::string& stoichiometry = "2") {
  return "<listOfReactions><reaction id='R' reversible='false' "
         "fast='false'><listOfReactants><speciesReference species='X' "
         "stoichiometry='" +
         stoichiometry +
         "' constant='true'/></listOfReactants><listOfProducts><speciesReference species='Y' "
         "stoichiometry='1' "
         "constant='true'/></listOfProducts>" +
         extra + "<kineticLaw>" + law + "</kineticLaw></reaction></listOfReactions>";
}

std::string event(const std::string& trigger, const std::string& inside = "") {
  return "<listOfEvents><event id='E' useValuesFromTriggerTime='true'><trigger initialValue='true' "
         "persistent='true'>" +
         math(trigger) + "</trigger>" + inside + "<listOfEventAssignments><eventAssignment variable='X'>" +
         math("<cn>7</cn>") + "</eventAssignment></listOfEventAssignments></event></listOfEvents>";
}
const std::string when =
    "<csymbol encoding='text' definitionURL='http://www.sbml.org/sbml/symbols/time'>t</csymbol>";

double propensity(const FormulaNetwork& n, double x) {
  std::vector<double> values;
  for (const auto& v : n.variables) values.push_back(v.initial);
  values.at(1) = x;
  return n.reactions.at(0).propensity(values);
}

}  // namespace

TEST_CASE("a network is read from SBML", "[sbml]") {
  const FormulaNetwork n = read(species() + parameters + reaction(math(times("k", "X"))));
  CHECK(n.species == 2);
  CHECK(n.variables.size() == 5);  // time, X, Y, cell, k
  CHECK(n.variables[1].name == "X");
  CHECK(n.variables[1].initial == 100);
  CHECK(n.reactions[0].change == std::vector<std::pair<std::uint32_t, int>>{{1, -2}, {2, 1}});
  CHECK(propensity(n, 30) == 15);
}

TEST_CASE("a species in a formula is a concentration unless the file says otherwise", "[sbml]") {
  CHECK(propensity(read(species(false, "4") + parameters + reaction(math(times("k", "X")))), 30) ==
        0.5 * 30 / 4);
  CHECK(propensity(read(species(true, "4") + parameters + reaction(math(times("k", "X")))), 30) == 15);
}

TEST_CASE("local parameters hide global ones", "[sbml]") {
  const auto law = math(times("k", "X")) +
                   "<listOfLocalParameters><localParameter id='k' value='3'/></listOfLocalParameters>";
  CHECK(propensity(read(species() + parameters + reaction(law)), 30) == 90);
}

TEST_CASE("formulas of every kind are understood", "[sbml]") {
  const auto value = [](const std::string& content) {
    return propensity(read(species() + parameters + reaction(math(content))), 30);
  };
  CHECK(value("<apply><minus/><cn type='integer'>7</cn><ci>X</ci></apply>") == -23);
  CHECK(value("<apply><minus/><cn>7</cn></apply>") == -7);
  CHECK(value("<apply><power/><ci>X</ci><cn>2</cn></apply>") == 900);
  CHECK(value("<apply><root/><degree><cn>3</cn></degree><cn>8</cn></apply>") == Approx(2));
  CHECK(value("<apply><log/><cn>1000</cn></apply>") == Approx(3));
  CHECK(
      value(
          "<apply><divide/><cn type='rational'>1<sep/>4</cn><cn type='e-notation'>5<sep/>-1</cn></apply>") ==
      0.5);
  CHECK(value("<piecewise><piece><cn>1</cn><apply><gt/><ci>X</ci><cn>50</cn></apply></piece><piece><cn>2</"
              "cn><apply><geq/>"
              "<ci>X</ci><cn>30</cn></apply></piece><otherwise><cn>3</cn></otherwise></piecewise>") == 2);
  CHECK(value("<apply><plus/></apply>") == 0);
  CHECK(value("<apply><exp/><cn>0</cn></apply>") == 1);
}

TEST_CASE("events at a time or at a threshold", "[sbml]") {
  const auto with = [](const std::string& trigger) {
    return read(species() + parameters + reaction(math(times("k", "X"))) + event(trigger)).events.at(0);
  };
  CHECK(with("<apply><geq/>" + when + "<cn>25</cn></apply>").time.value() == 25);
  CHECK(with("<apply><lt/><cn>25</cn>" + when + "</apply>").time.value() == 25);
  const auto threshold = with("<apply><gt/><ci>Y</ci><cn>30</cn></apply>");
  CHECK_FALSE(threshold.time);
  CHECK_FALSE(threshold.armed);
  CHECK(threshold.trigger(std::vector<double>{0, 0, 31, 1, 1}) == 1);
  CHECK(threshold.trigger(std::vector<double>{0, 0, 30, 1, 1}) == 0);
  CHECK(threshold.assignments.at(0).first == 1);
}

TEST_CASE("what is not supported is refused by name", "[sbml]") {
  const auto says = [](const std::string& model, std::initializer_list<const char*> words) {
    return refuses([&] { return read(model); }, words);
  };
  const std::string law = math(times("k", "X"));
  CHECK(says(species() + parameters + "<listOfRules><rateRule variable='k'>" + math("<cn>1</cn>") +
                 "</rateRule></listOfRules>" + reaction(law),
             {"rule", "rateRule k"}));
  CHECK(says(species() + parameters + "<listOfConstraints><constraint>" + math("<true/>") +
                 "</constraint></listOfConstraints>" + reaction(law),
             {"constraint"}));
  CHECK(says(
      species() + parameters + reaction(law) +
          event("<apply><geq/>" + when + "<cn>1</cn></apply>", "<delay>" + math("<cn>1</cn>") + "</delay>"),
      {"delay of event", "E"}));
  CHECK(says(species() + parameters + reaction(law) +
                 event("<apply><gt/><apply><plus/>" + when + "<ci>X</ci></apply><cn>1</cn></apply>"),
             {"mixes time", "E"}));
  CHECK(says(species() + parameters + reaction(law, "", "1.5"),
             {"stoichiometry is a whole number", "R = 1.5"}));
  CHECK(says(species() + reaction(law), {"k"}));  // unknown name
  CHECK(says(species() + parameters + reaction(math("<apply><arccosh/><ci>X</ci></apply>")),
             {"kinetic law of R", "arccosh"}));
  CHECK(says(species() + parameters, {"a network has reactions"}));
  CHECK(says("<listOfSpecies><oops", {"valid SBML", "line"}));
  CHECK(refuses([] { return read_sbml("no_such_file.xml"); }, {"no_such_file.xml"}));
}

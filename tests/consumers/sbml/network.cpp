// A stranger's network comes in from a file.
#include <cstdio>
#include <fstream>
#include <stochtherm/sbml/read_sbml.hpp>
#include <stochtherm/stochtherm.hpp>
namespace st = stochtherm;

int main() {
  std::ofstream("decay.xml") << R"(<?xml version='1.0' encoding='UTF-8'?>
<sbml xmlns='http://www.sbml.org/sbml/level3/version1/core' level='3' version='1'><model id='decay'>
<listOfCompartments><compartment id='cell' size='1' constant='true'/></listOfCompartments><listOfSpecies>
<species id='X' compartment='cell' initialAmount='10' hasOnlySubstanceUnits='true' boundaryCondition='false' constant='false'/>
<species id='Y' compartment='cell' initialAmount='0' hasOnlySubstanceUnits='true' boundaryCondition='false' constant='false'/>
</listOfSpecies><listOfReactions><reaction id='R' reversible='false' fast='false'>
<listOfReactants><speciesReference species='X' stoichiometry='1' constant='true'/></listOfReactants>
<listOfProducts><speciesReference species='Y' stoichiometry='1' constant='true'/></listOfProducts>
<kineticLaw><math xmlns='http://www.w3.org/1998/Math/MathML'><ci>X</ci></math></kineticLaw>
</reaction></listOfReactions></model></sbml>)";
  std::printf("stochtherm %s: %u species\n", st::version().c_str(), st::read_sbml("decay.xml").species);
}

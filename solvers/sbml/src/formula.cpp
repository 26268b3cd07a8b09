#include "formula.hpp"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <numbers>
#include <optional>
#include <stochtherm/core/error.hpp>

namespace stochtherm::detail {
namespace {


const std::map<int, Op> binary{{AST_DIVIDE, Op::divide},
                               {AST_POWER, Op::power},
                               {AST_FUNCTION_POWER, Op::power},
                               {AST_RELATIONAL_LT, Op::less},
                               {AST_RELATIONAL_LEQ, Op::less_equal},
                               {AST_RELATIONAL_EQ, Op::equal},
                               {AST_RELATIONAL_NEQ, Op::not_equal}};
const std::map<int, Op> swapped{{AST_RELATIONAL_GT, Op::less},
                                {AST_RELATIONAL_GEQ, Op::less_equal}};
/// Any number of operands, and the value without one.
const std::map<int, std::pair<Op, std::optional<double>>> folded{
    {AST_PLUS, {Op::add, 0}},
    {AST_TIMES, {Op::multiply, 1}},
    {AST_LOGICAL_AND, {Op::both, 1}},
    {AST_LOGICAL_OR, {Op::either, 0}},
    {AST_FUNCTION_MIN, {Op::minimum, {}}},
    {AST_FUNCTION_MAX, {Op::maximum, {}}}};
const std::map<int, Op> unary{
    {AST_FUNCTION_EXP, Op::exp},         {AST_FUNCTION_LN, Op::log},
    {AST_FUNCTION_ABS, Op::absolute},    {AST_FUNCTION_FLOOR, Op::floor},
    {AST_FUNCTION_CEILING, Op::ceiling}, {AST_FUNCTION_SIN, Op::sin},
    {AST_FUNCTION_COS, Op::cos},         {AST_FUNCTION_TAN, Op::tan},
    {AST_FUNCTION_TANH, Op::tanh},       {AST_LOGICAL_NOT, Op::opposite}};

struct Translator {
  const Symbols& symbols;
  const std::string& where;
  Expression out{};

  [[noreturn]] void refuse(const ASTNode& node) const {
    const std::unique_ptr<char, decltype(&std::free)> text(SBML_formulaToL3String(&node),
                                                           &std::free);
    reject("read_sbml",
           "a formula uses arithmetic, comparisons and elementary functions of numbers that are known", where,
           text ? text.get() : "?");
  }
  void child(const ASTNode& node, unsigned i) {
    const ASTNode* c = node.getChild(i);
    if (c == nullptr) refuse(node);
    translate(*c);
  }

  void translate(const ASTNode& node) {
    const int type = node.getType();
    const unsigned n = node.getNumChildren();
    if (node.isNumber()) {  // integers, reals, rationals, with exponents
      out.push(node.getValue());
    } else if (type == AST_NAME) {
      symbols(node.getName(), out);
    } else if (type == AST_NAME_TIME) {
      out.variable(0);
    } else if (type == AST_NAME_AVOGADRO) {
      out.push(6.02214179e23);  // the value that SBML prescribes
    } else if (type == AST_CONSTANT_PI) {
      out.push(std::numbers::pi);
    } else if (type == AST_CONSTANT_E) {
      out.push(std::numbers::e);
    } else if (type == AST_CONSTANT_TRUE || type == AST_CONSTANT_FALSE) {
      out.push(type == AST_CONSTANT_TRUE ? 1 : 0);
    } else if (type == AST_MINUS && (n == 1 || n == 2)) {
      child(node, 0);
      if (n == 2) child(node, 1);
      out.apply(n == 2 ? Op::subtract : Op::negate);
    } else if (binary.contains(type) && n == 2) {
      child(node, 0), child(node, 1);
      out.apply(binary.at(type));
    } else if (swapped.contains(type) && n == 2) {
      child(node, 1), child(node, 0);
      out.apply(swapped.at(type));
    } else if (folded.contains(type)) {
      const auto& [op, empty] = folded.at(type);
      if (n == 0 && !empty) refuse(node);
      if (n == 0) out.push(*empty);
      for (unsigned i = 0; i < n; ++i) {
        child(node, i);
        if (i > 0) out.apply(op);
      }
    } else if (unary.contains(type) && n == 1) {
      child(node, 0);
      out.apply(unary.at(type));
    } else if (type == AST_FUNCTION_ROOT && n >= 1 &&
               n <= 2) {  // degree first, 2 where it is left out
      child(node, n - 1);
      out.push(1);
      if (n == 2)
        child(node, 0);
      else
        out.push(2);
      out.apply(Op::divide).apply(Op::power);
    } else if (type == AST_FUNCTION_LOG && n >= 1 &&
               n <= 2) {  // base first, 10 where it is left out
      child(node, n - 1);
      out.apply(Op::log);
      if (n == 2)
        child(node, 0);
      else
        out.push(10);
      out.apply(Op::log).apply(Op::divide);
    } else if (type == AST_FUNCTION_PIECEWISE && n >= 3 && n % 2 == 1) {
      piecewise(node, 0);
    } else {
      refuse(node);
    }
  }

  /// value, condition, value, condition, ..., value otherwise.
  void piecewise(const ASTNode& node, unsigned i) {
    if (i + 1 == node.getNumChildren()) return child(node, i);
    child(node, i + 1);
    child(node, i);
    piecewise(node, i + 2);
    out.apply(Op::choose);
  }
};

}  // namespace

Expression formula(const ASTNode* tree, const Symbols& symbols, const std::string& where) {
  require(tree != nullptr, "a formula must be there", where, "missing", "read_sbml");
  Translator translator{symbols, where};
  translator.translate(*tree);
  return translator.out;
}

}  // namespace stochtherm::detail

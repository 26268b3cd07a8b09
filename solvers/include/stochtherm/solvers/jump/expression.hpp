#pragma once
/// A formula in variables, as a short program for a stack: rate laws, triggers and assignments that are read, not compiled.

#include <cstdint>
#include <span>
#include <vector>

namespace stochtherm {

enum class Op : std::uint8_t {
  constant,
  variable,  // push
  add,
  subtract,
  multiply,
  divide,
  power,
  minimum,
  maximum,  // two from the stack
  less,
  less_equal,
  equal,
  not_equal,
  both,
  either,
  negate,
  exp,
  log,
  sqrt,
  absolute,
  floor,
  ceiling,
  sin,
  cos,
  tan,
  tanh,
  opposite,  // one
  choose,    // condition, then, otherwise: three
};

/// Built in the order of a stack machine: push(2), variable(0), apply(Op::multiply). True is 1, false 0; anything but 0 is
/// true. Both branches of a choice are computed.
class Expression {
 public:
  Expression& push(double constant);
  Expression& variable(std::uint32_t index);
  Expression& apply(Op op);

  /// The formula's value. Whatever arithmetic makes of bad input: NaN and infinity are the caller's to refuse.
  [[nodiscard]] double operator()(std::span<const double> variables) const;
  /// Whether the value may depend on this variable.
  [[nodiscard]] bool uses(std::uint32_t index) const;

 private:
  struct Instruction {
    Op op;
    std::uint32_t index;
    double constant;
  };
  std::vector<Instruction> program_;
  int depth_ = 0;
};

}  // namespace stochtherm

#include <algorithm>
#include <array>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/jump/expression.hpp>

namespace stochtherm {
namespace {

constexpr int deepest = 64;

int operands(Op op) {
  if (op <= Op::variable) return 0;
  if (op <= Op::either) return 2;
  return op == Op::choose ? 3 : 1;
}

double unary(Op op, double a) {
  switch (op) {
    case Op::negate:
      return -a;
    case Op::exp:
      return std::exp(a);
    case Op::log:
      return std::log(a);
    case Op::sqrt:
      return std::sqrt(a);
    case Op::absolute:
      return std::abs(a);
    case Op::floor:
      return std::floor(a);
    case Op::ceiling:
      return std::ceil(a);
    case Op::sin:
      return std::sin(a);
    case Op::cos:
      return std::cos(a);
    case Op::tan:
      return std::tan(a);
    case Op::tanh:
      return std::tanh(a);
    default:
      return a == 0 ? 1 : 0;  // opposite
  }
}

double binary(Op op, double a, double b) {
  switch (op) {
    case Op::add:
      return a + b;
    case Op::subtract:
      return a - b;
    case Op::multiply:
      return a * b;
    case Op::divide:
      return a / b;
    case Op::power:
      return std::pow(a, b);
    case Op::minimum:
      return std::min(a, b);
    case Op::maximum:
      return std::max(a, b);
    case Op::less:
      return a < b ? 1 : 0;
    case Op::less_equal:
      return a <= b ? 1 : 0;
    case Op::equal:
      return a == b ? 1 : 0;
    case Op::not_equal:
      return a != b ? 1 : 0;
    case Op::both:
      return a != 0 && b != 0 ? 1 : 0;
    default:
      return a != 0 || b != 0 ? 1 : 0;  // either
  }
}

}  // namespace

Expression& Expression::push(double constant) {
  require(!std::isnan(constant), "a constant must be a number", "constant", constant);
  ++depth_;
  require(depth_ <= deepest, "a formula may be 64 levels deep", "depth", depth_);
  program_.push_back({Op::constant, 0, constant});
  return *this;
}

Expression& Expression::variable(std::uint32_t index) {
  ++depth_;
  require(depth_ <= deepest, "a formula may be 64 levels deep", "depth", depth_);
  program_.push_back({Op::variable, index, 0});
  return *this;
}

Expression& Expression::apply(Op op) {
  const int needed = operands(op);
  require(needed > 0 && depth_ >= needed, "an operation takes its operands from the stack", "operands",
          depth_);
  depth_ -= needed - 1;
  program_.push_back({op, 0, 0});
  return *this;
}

double Expression::operator()(std::span<const double> variables) const {
  require(depth_ == 1, "a formula leaves one value", "values", depth_);
  std::array<double, deepest> stack;
  double* top = stack.data() - 1;
  for (const Instruction& i : program_) {
    if (i.op == Op::constant) {
      *++top = i.constant;
    } else if (i.op == Op::variable) {
      *++top = variables[i.index];
    } else if (i.op == Op::choose) {
      top -= 2;
      *top = *top != 0 ? top[1] : top[2];
    } else if (operands(i.op) == 2) {
      --top;
      *top = binary(i.op, *top, top[1]);
    } else {
      *top = unary(i.op, *top);
    }
  }
  return *top;
}

bool Expression::uses(std::uint32_t index) const {
  return std::any_of(program_.begin(), program_.end(),
                     [&](const Instruction& i) { return i.op == Op::variable && i.index == index; });
}

}  // namespace stochtherm

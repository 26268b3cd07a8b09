#include <Eigen/Cholesky>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/decomposition.hpp>
#include <string>

namespace stochtherm {
namespace {

/// p(t, s) as rows t, columns s.
struct Pair {
  std::size_t targets, sources;
  std::vector<double> joint, p_t, p_s;
  double operator()(std::size_t t, std::size_t s) const { return joint[t * sources + s]; }
};

Pair pair_of(const JointTable& p, const Variables& target, const Variables& source) {
  Variables both = target;
  both.insert(both.end(), source.begin(), source.end());
  Pair out{1, 1, p.marginal(both).masses(), p.marginal(target).masses(), p.marginal(source).masses()};
  out.targets = out.p_t.size(), out.sources = out.p_s.size();
  return out;
}

/// I(T=t;S) = sum_s p(s|t) ln[p(t|s)/p(t)] >= 0.
double specific_information(const Pair& q, std::size_t t) {
  double sum = 0;
  for (std::size_t s = 0; s < q.sources; ++s)
    if (q(t, s) > 0) sum += q(t, s) / q.p_t[t] * std::log(q(t, s) / q.p_s[s] / q.p_t[t]);
  return std::max(0.0, sum);
}

/// The convex programme over the cells that both marginals allow: minimise sum q ln q(t|a,b) - mu sum ln q under A q = b.
class LeastSynergy {
 public:
  LeastSynergy(const Pair& a, const Pair& b) : pairs_(a.sources * b.sources), by_pair_(pairs_) {
    std::vector<double> constraint;
    for (std::size_t t = 0; t < a.targets; ++t) {
      if (a.p_t[t] == 0) continue;
      std::vector<long> row_a(a.sources, -1), row_b(b.sources, -1);
      // Of the constraints of one target state one follows from the others: the last of b is left out.
      std::size_t last_b = 0;
      for (std::size_t j = 0; j < b.sources; ++j)
        if (b(t, j) > 0) last_b = j;
      Block block{static_cast<long>(constraint.size()), 0, {}};
      const auto row = [&](double mass) {
        constraint.push_back(mass);
        return static_cast<long>(constraint.size()) - 1;
      };
      for (std::size_t i = 0; i < a.sources; ++i)
        if (a(t, i) > 0) row_a[i] = row(a(t, i));
      for (std::size_t j = 0; j < b.sources; ++j)
        if (b(t, j) > 0 && j != last_b) row_b[j] = row(b(t, j));
      block.rows = static_cast<long>(constraint.size()) - block.first;
      for (std::size_t i = 0; i < a.sources; ++i)
        for (std::size_t j = 0; j < b.sources; ++j)
          if (a(t, i) > 0 && b(t, j) > 0) {
            by_pair_[i * b.sources + j].push_back(q_.size());
            block.cells.push_back(q_.size());
            cells_.push_back({static_cast<long>(i * b.sources + j), row_a[i], row_b[j]});
            q_.push_back(a(t, i) * (b(t, j) / a.p_t[t]));
          }
      blocks_.push_back(std::move(block));
    }
    b_ = Eigen::Map<const Eigen::VectorXd>(constraint.data(), static_cast<long>(constraint.size()));
  }

  [[nodiscard]] std::size_t pairs() const { return pairs_; }
  [[nodiscard]] double gap() const { return gap_; }
  [[nodiscard]] std::size_t steps() const { return steps_; }

  /// Newton's method at one mu, from the present q.
  void centre(double mu) {
    for (int step = 0; step < 50; ++step, ++steps_) {
      const Newton n = newton(mu);
      double longest = 1;
      for (std::size_t c = 0; c < cells_.size(); ++c)
        if (n.dq[c] < 0) longest = std::min(longest, -0.95 * q_[c] / n.dq[c]);
      // A damped step by the size of the decrement, as for a self-concordant function, which this is up to 1/mu.
      const double length = std::min(longest, n.decrement < 0.25 ? 1.0 : 1 / (1 + n.decrement));
      for (std::size_t c = 0; c < cells_.size(); ++c) q_[c] += length * n.dq[c];
      bound(n.y);
      if (!(n.decrement > 1e-3)) return;
    }
  }

  /// sum q ln q(t|a,b).
  [[nodiscard]] double objective() const {
    double sum = 0;
    for (const auto& pair : by_pair_) {
      const double total = sum_of(pair);
      for (std::size_t c : pair) sum += q_[c] * std::log(q_[c] / total);
    }
    return sum;
  }

 private:
  struct Cell {
    long pair, a, b;  // a, b: rows of its constraints; -1: the one left out
  };
  struct Block {  // one state of the target: its rows of A, its cells
    long first, rows;
    std::vector<std::size_t> cells;
  };
  struct Newton {
    std::vector<double> dq;
    Eigen::VectorXd y;
    double decrement;
  };
  static double at(const Eigen::VectorXd& y, long row) { return row < 0 ? 0.0 : y(row); }
  [[nodiscard]] double sum_of(const std::vector<std::size_t>& cells) const {
    double sum = 0;
    for (std::size_t c : cells) sum += q_[c];
    return sum;
  }

  /// Within a pair (a,b) the Hessian is diag(d) - 1/q(a,b), d = 1/q + mu/q^2. With t = sum dq/q(a,b) for each pair:
  ///   d dq = A^T y - g + t,   A dq = b - A q.
  /// y is eliminated first: its matrix falls into one block for each state of the target.
  [[nodiscard]] Newton newton(double mu) const {
    const auto pairs = static_cast<long>(pairs_);
    std::vector<double> g(cells_.size()), inverse(cells_.size());  // 1/d
    Eigen::VectorXd rest = Eigen::VectorXd::Zero(pairs), sums = rest, c1 = rest;
    for (std::size_t y = 0; y < pairs_; ++y) {
      const double total = sum_of(by_pair_[y]);
      const auto at_y = static_cast<long>(y);
      sums(at_y) = total;
      for (std::size_t c : by_pair_[y]) {
        g[c] = std::log(q_[c] / total) - mu / q_[c];
        inverse[c] = q_[c] * (q_[c] / (q_[c] + mu));
        rest(at_y) += q_[c] * (mu / (q_[c] + mu));  // q(a,b) - sum 1/d
        c1(at_y) += g[c] * inverse[c];
      }
    }
    Eigen::MatrixXd K = Eigen::MatrixXd::Zero(pairs, pairs);
    Eigen::VectorXd rhs = -c1;
    std::vector<Eigen::MatrixXd> M_inverse_B;
    std::vector<Eigen::VectorXd> M_inverse_c;
    for (const Block& block : blocks_) {
      Eigen::MatrixXd M = Eigen::MatrixXd::Zero(block.rows, block.rows),
                      B = Eigen::MatrixXd::Zero(block.rows, pairs);
      Eigen::VectorXd c2 = b_.segment(block.first, block.rows);
      for (std::size_t c : block.cells) {
        const long rows[] = {cells_[c].a - block.first, cells_[c].b < 0 ? -1 : cells_[c].b - block.first};
        for (long i : rows) {
          if (i < 0) continue;
          for (long j : rows)
            if (j >= 0) M(i, j) += inverse[c];
          B(i, cells_[c].pair) += inverse[c];
          c2(i) += g[c] * inverse[c] - q_[c];
        }
      }
      const Eigen::LLT<Eigen::MatrixXd> factor(M);
      M_inverse_B.push_back(factor.solve(B));
      M_inverse_c.push_back(factor.solve(c2));
      K.noalias() += B.transpose() * M_inverse_B.back();
      rhs.noalias() += B.transpose() * M_inverse_c.back();
    }
    K.diagonal() += rest;
    Eigen::VectorXd scale(pairs);
    for (long y = 0; y < pairs; ++y) scale(y) = K(y, y) > 0 ? 1 / std::sqrt(K(y, y)) : 0;
    Eigen::MatrixXd scaled = scale.asDiagonal() * K * scale.asDiagonal();
    for (long y = 0; y < pairs; ++y)
      if (scale(y) == 0) scaled(y, y) = 1;  // a pair that no target state allows
    const Eigen::VectorXd t =
        scale.asDiagonal() * Eigen::LDLT<Eigen::MatrixXd>(scaled).solve(scale.asDiagonal() * rhs);

    Newton n{std::vector<double>(cells_.size()), Eigen::VectorXd(b_.size()), 0};
    for (std::size_t k = 0; k < blocks_.size(); ++k)
      n.y.segment(blocks_[k].first, blocks_[k].rows) = M_inverse_c[k] - M_inverse_B[k] * t;
    Eigen::VectorXd moved = Eigen::VectorXd::Zero(pairs);
    double squared = 0;
    for (std::size_t c = 0; c < cells_.size(); ++c) {
      n.dq[c] = (at(n.y, cells_[c].a) + at(n.y, cells_[c].b) - g[c] + t(cells_[c].pair)) * inverse[c];
      moved(cells_[c].pair) += n.dq[c];
      squared += n.dq[c] * (n.dq[c] / inverse[c]);
    }
    for (long y = 0; y < pairs; ++y)
      if (sums(y) > 0) squared -= moved(y) * (moved(y) / sums(y));
    n.decrement = std::sqrt(std::max(0.0, squared) / mu);
    return n;
  }

  /// For any y, y b - max over pairs of ln sum_t exp(y_a + y_b) is no more than the least value: the gap to it.
  void bound(const Eigen::VectorXd& y) {
    double worst = -std::numeric_limits<double>::infinity();
    for (const auto& pair : by_pair_) {
      double sum = 0;
      for (std::size_t c : pair) sum += std::exp(at(y, cells_[c].a) + at(y, cells_[c].b));
      if (!pair.empty()) worst = std::max(worst, std::log(sum));
    }
    gap_ = std::abs(objective() - (y.dot(b_) - worst));
  }

  std::size_t pairs_, steps_ = 0;
  double gap_ = std::numeric_limits<double>::infinity();
  Eigen::VectorXd b_;
  std::vector<Cell> cells_;
  std::vector<Block> blocks_;
  std::vector<double> q_;
  std::vector<std::vector<std::size_t>> by_pair_;
};

InformationDecomposition around(double redundant, double i_a, double i_b, double i_ab) {
  return {redundant, i_a - redundant, i_b - redundant, i_ab - i_a - i_b + redundant};
}

}  // namespace

double redundant_information(const JointTable& p, const Variables& target,
                             const std::vector<Variables>& sources) {
  require(!target.empty(), "a target needs at least one variable", "target", "{}");
  require(!sources.empty(), "redundancy is of one source at least", "sources", "{}");
  std::vector<Pair> pairs;
  for (const Variables& s : sources) pairs.push_back(pair_of(p, target, s));
  double sum = 0;
  for (std::size_t t = 0; t < pairs.front().targets; ++t) {
    if (pairs.front().p_t[t] == 0) continue;
    double least = std::numeric_limits<double>::infinity();
    for (const Pair& s : pairs) least = std::min(least, specific_information(s, t));
    sum += pairs.front().p_t[t] * least;
  }
  return sum;
}

InformationDecomposition williams_beer(const JointTable& p, const Variables& target, const Variables& a,
                                       const Variables& b) {
  Variables both = a;
  both.insert(both.end(), b.begin(), b.end());
  return around(redundant_information(p, target, {a, b}), mutual_information(p, target, a),
                mutual_information(p, target, b), mutual_information(p, target, both));
}

Solved<InformationDecomposition> broja(const JointTable& p, const Variables& target, const Variables& a,
                                       const Variables& b) {
  require(!target.empty() && !a.empty() && !b.empty(), "target and sources need at least one variable each",
          "variables", "{}");
  const auto start = std::chrono::steady_clock::now();
  Variables both = a;
  both.insert(both.end(), b.begin(), b.end());
  const double i_a = mutual_information(p, target, a), i_b = mutual_information(p, target, b),
               i_ab = mutual_information(p, target, both);
  const Pair of_a = pair_of(p, target, a), of_b = pair_of(p, target, b);
  LeastSynergy programme(of_a, of_b);
  require(programme.pairs() <= 4000, "BROJA takes sources with up to 4000 joint states", "joint states",
          static_cast<double>(programme.pairs()));
  double h_t = 0;
  for (double mass : of_a.p_t)
    if (mass > 0) h_t -= mass * std::log(mass);
  constexpr double tolerance = 1e-11;
  double best = std::numeric_limits<double>::infinity(), gap = best;
  for (double mu = 1e-2; mu > 1e-17 && gap > tolerance; mu *= 0.1) {
    programme.centre(mu);
    if (programme.gap() < gap) gap = programme.gap(), best = programme.objective();
  }
  // The least I_q(T;A,B) = H(T) + sum q ln q(t|a,b).
  const double least = std::clamp(h_t + best, std::max(i_a, i_b), i_ab);
  const InformationDecomposition result = around(i_a + i_b - least, i_a, i_b, i_ab);
  const Stats stats{
      .steps = programme.steps(),
      .residual = gap,
      .seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()};
  if (!(gap <= 1e-9))
    return {result, Status::ill_conditioned,
            "broja: the least synergy is known to " + std::to_string(gap) +
                " nats only; merge states of very small mass.",
            stats};
  return Solved<InformationDecomposition>(result, stats);
}

}  // namespace stochtherm

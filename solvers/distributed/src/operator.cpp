#include <fmt/format.h>
#include <slepceps.h>
#include <slepcmfn.h>

#include <algorithm>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/distributed/operator.hpp>

#include "petsc.hpp"

namespace stochtherm::distributed {

struct Operator::Parts {
  Mat L = nullptr;
  PetscInt states = 0, first = 0, last = 0;
  double fastest = 0;
  bool loses = false;
  ~Parts() { MatDestroy(&L); }
};

namespace {

/// A vector laid out as the operator's states.
class Masses {
 public:
  explicit Masses(Mat L) { must(MatCreateVecs(L, nullptr, &v), "a vector"); }
  ~Masses() { VecDestroy(&v); }
  Masses(const Masses&) = delete;
  Masses& operator=(const Masses&) = delete;

  void set(std::span<const double> p) {
    PetscInt first = 0, last = 0;
    VecGetOwnershipRange(v, &first, &last);
    PetscScalar* here = nullptr;
    must(VecGetArray(v, &here), "a vector");
    std::copy(p.begin() + first, p.begin() + last, here);
    VecRestoreArray(v, &here);
  }
  /// On every process.
  [[nodiscard]] std::vector<double> all() const {
    VecScatter scatter = nullptr;
    Vec whole = nullptr;
    must(VecScatterCreateToAll(v, &scatter, &whole), "the gathering of a vector");
    VecScatterBegin(scatter, v, whole, INSERT_VALUES, SCATTER_FORWARD);
    VecScatterEnd(scatter, v, whole, INSERT_VALUES, SCATTER_FORWARD);
    PetscInt n = 0;
    VecGetSize(whole, &n);
    const PetscScalar* values = nullptr;
    VecGetArrayRead(whole, &values);
    std::vector<double> p(values, values + n);
    VecRestoreArrayRead(whole, &values);
    VecScatterDestroy(&scatter);
    VecDestroy(&whole);
    return p;
  }
  Vec v = nullptr;
};

void parallel_lu(KSP ksp) {
  PC pc = nullptr;
  KSPSetType(ksp, KSPPREONLY);
  KSPGetPC(ksp, &pc);
  PCSetType(pc, PCLU);
  PCFactorSetMatSolverType(pc, MATSOLVERMUMPS);
}

}  // namespace

Operator::Operator(std::size_t states, const LinksOf& links) : parts_(std::make_unique<Parts>()) {
  constexpr const char* me = "distributed::Operator";
  require(states >= 2 && states < (std::size_t{1} << 31), "a process has 2 to 2^31 states", "states",
          static_cast<double>(states), me);
  PetscBool begun = PETSC_FALSE;
  PetscInitialized(&begun);
  require(begun == PETSC_TRUE, "an Environment must have been made", "environments", 0.0, me);
  Parts& P = *parts_;
  P.states = static_cast<PetscInt>(states);
  must(MatCreate(PETSC_COMM_WORLD, &P.L), "a matrix");
  MatSetSizes(P.L, PETSC_DECIDE, PETSC_DECIDE, P.states, P.states);
  MatSetType(P.L, MATAIJ);
  MatSetUp(P.L);
  must(MatGetOwnershipRange(P.L, &P.first, &P.last), "the parting of the states");
  // Two passes: how many entries each row has, then the entries.
  std::vector<PetscInt> diagonal(static_cast<std::size_t>(P.last - P.first), 1), off(diagonal.size(), 0);
  const auto own = [&](std::uint32_t i) {
    return static_cast<PetscInt>(i) >= P.first && static_cast<PetscInt>(i) < P.last;
  };
  const auto first = static_cast<std::size_t>(P.first), last = static_cast<std::size_t>(P.last);
  std::size_t bad = 0;
  links(first, last, [&](const Link& link) {
    const bool good = own(link.from) && link.to < states && link.to != link.from && link.forward >= 0 &&
                      link.backward >= 0 && std::isfinite(link.forward) && std::isfinite(link.backward);
    if (!good) {
      ++bad;
      return;
    }
    (own(link.to) ? diagonal : off)[link.from - first] += 1;
    if (own(link.to)) diagonal[link.to - first] += 1;
  });
  long long mine = static_cast<long long>(bad), all = 0;
  MPI_Allreduce(&mine, &all, 1, MPI_LONG_LONG, MPI_SUM, PETSC_COMM_WORLD);
  require(all == 0,
          "every link joins a state of the process's own to another that exists, at rates that are finite "
          "and not negative",
          "links that do not", static_cast<double>(all), me);
  // What other processes add to a row is not known here: room for as many again, and the rest as it comes.
  for (PetscInt& n : off) n += 4;
  must(MatXAIJSetPreallocation(P.L, 1, diagonal.data(), off.data(), nullptr, nullptr), "memory for a matrix");
  MatSetOption(P.L, MAT_NEW_NONZERO_ALLOCATION_ERR, PETSC_FALSE);
  links(first, last, [&](const Link& link) {
    const auto i = static_cast<PetscInt>(link.from), j = static_cast<PetscInt>(link.to);
    MatSetValue(P.L, j, i, link.forward, ADD_VALUES), MatSetValue(P.L, i, i, -link.forward, ADD_VALUES);
    MatSetValue(P.L, i, j, link.backward, ADD_VALUES), MatSetValue(P.L, j, j, -link.backward, ADD_VALUES);
  });
  must(MatAssemblyBegin(P.L, MAT_FINAL_ASSEMBLY), "assembly");
  must(MatAssemblyEnd(P.L, MAT_FINAL_ASSEMBLY), "assembly");
  const Masses d(P.L);
  MatGetDiagonal(P.L, d.v);
  PetscReal least = 0;
  VecMin(d.v, nullptr, &least);
  P.fastest = -least;
}

Operator::Operator(const Generator& g)
    : Operator((g.check(), g.states),
               [&](std::size_t first, std::size_t last, const std::function<void(const Link&)>& hand_over) {
                 for (const Link& link : g.links)
                   if (link.from >= first && link.from < last) hand_over(link);
               }) {
  require(!g.absorbing(), "a distributed operator loses nothing", "exits", "some", "distributed::Operator");
}
Operator::~Operator() = default;
Operator::Operator(Operator&&) noexcept = default;
Operator& Operator::operator=(Operator&&) noexcept = default;

std::size_t Operator::states() const { return static_cast<std::size_t>(parts_->states); }
std::pair<std::size_t, std::size_t> Operator::own() const {
  return {static_cast<std::size_t>(parts_->first), static_cast<std::size_t>(parts_->last)};
}

Solved<std::vector<double>> Operator::stationary() const {
  Mat A = nullptr;
  must(MatDuplicate(parts_->L, MAT_COPY_VALUES, &A), "a matrix");
  MatScale(A, -1);
  MatShift(A, 1e-9 * parts_->fastest);
  KSP ksp = nullptr;
  KSPCreate(PETSC_COMM_WORLD, &ksp);
  KSPSetOperators(ksp, A, A);
  parallel_lu(ksp);
  Masses p(parts_->L), next(parts_->L), rest(parts_->L);
  VecSet(p.v, 1.0 / static_cast<double>(parts_->states));
  double residual = INFINITY;
  std::size_t steps = 0;
  PetscErrorCode failed = 0;
  for (; steps < 60 && failed == 0; ++steps) {
    failed = KSPSolve(ksp, p.v, next.v);
    KSPConvergedReason reason{};
    KSPGetConvergedReason(ksp, &reason);
    if (failed != 0 || reason < 0) break;
    PetscScalar sum = 0;
    VecSum(next.v, &sum);
    VecScale(next.v, 1 / sum);
    VecCopy(next.v, p.v);
    MatMult(parts_->L, p.v, rest.v);
    PetscReal norm = 0;
    VecNorm(rest.v, NORM_INFINITY, &norm);
    const double now = norm / parts_->fastest;
    if (now < 1e-18 || (steps > 2 && now >= 0.5 * residual)) {
      residual = std::min(residual, now);
      break;
    }
    residual = now;
  }
  KSPDestroy(&ksp);
  MatDestroy(&A);
  std::vector<double> masses = p.all();
  const bool good = residual < 1e-12 && std::all_of(masses.begin(), masses.end(),
                                                    [](double m) { return std::isfinite(m) && m > -1e-12; });
  for (double& m : masses) m = std::max(m, 0.0);
  if (!good)
    return {
        std::move(masses), Status::ill_conditioned,
        fmt::format(
            "distributed: the stationary state was not found to better than {:.1e}; it may not be unique.",
            residual)};
  return Solved<std::vector<double>>(std::move(masses), {.steps = steps, .residual = residual});
}

Solved<std::vector<double>> Operator::evolve(std::span<const double> p, double duration,
                                             double tolerance) const {
  require(p.size() == states(), "one probability per state", "p", static_cast<double>(p.size()));
  for (double mass : p) require_not_negative(mass, "a mass must be finite and not negative", "p");
  require_not_negative(duration, "the duration must not be negative", "duration");
  require(tolerance > 1e-15 && tolerance < 1, "the tolerance lies between 1e-15 and 1", "tolerance",
          tolerance);
  Masses from(parts_->L), to(parts_->L);
  from.set(p);
  MFN mfn = nullptr;
  FN exponential = nullptr;
  must(MFNCreate(PETSC_COMM_WORLD, &mfn), "an exponential");
  MFNSetOperator(mfn, parts_->L);
  MFNGetFN(mfn, &exponential);
  FNSetType(exponential, FNEXP);
  FNSetScale(exponential, duration, 1.0);
  MFNSetTolerances(mfn, tolerance, 10000);
  MFNSetDimensions(mfn, static_cast<PetscInt>(std::min<std::size_t>(40, states())));
  const PetscErrorCode failed = MFNSolve(mfn, from.v, to.v);
  MFNConvergedReason reason{};
  MFNGetConvergedReason(mfn, &reason);
  PetscInt steps = 0;
  MFNGetIterationNumber(mfn, &steps);
  MFNDestroy(&mfn);
  std::vector<double> masses = to.all();
  if (failed != 0 || reason < 0)
    return {
        std::move(masses), Status::step_limit,
        "distributed: the exponential did not converge; allow a larger tolerance, or go in shorter steps."};
  for (double& m : masses) m = std::max(m, 0.0);
  return Solved<std::vector<double>>(std::move(masses),
                                     {.steps = static_cast<std::size_t>(steps), .residual = tolerance});
}

Solved<std::vector<std::complex<double>>> Operator::relaxation_rates(std::size_t count) const {
  require(count >= 1 && count < states(), "the number of rates is 1 to less than the number of states",
          "count", static_cast<double>(count));
  EPS eps = nullptr;
  ST st = nullptr;
  KSP ksp = nullptr;
  must(EPSCreate(PETSC_COMM_WORLD, &eps), "an eigensolver");
  EPSSetOperators(eps, parts_->L, nullptr);
  EPSSetProblemType(eps, EPS_NHEP);
  EPSSetDimensions(eps, static_cast<PetscInt>(count),
                   static_cast<PetscInt>(std::min(states(), 3 * count + 20)), PETSC_DEFAULT);
  EPSSetTolerances(eps, 1e-14, 1000);
  EPSSetTarget(eps, 1e-9 * parts_->fastest);
  EPSSetWhichEigenpairs(eps, EPS_TARGET_MAGNITUDE);
  EPSGetST(eps, &st);
  STSetType(st, STSINVERT);
  STGetKSP(st, &ksp);
  parallel_lu(ksp);
  const PetscErrorCode failed = EPSSolve(eps);
  PetscInt found = 0;
  EPSGetConverged(eps, &found);
  std::vector<std::complex<double>> rates;
  for (PetscInt k = 0; failed == 0 && k < std::min<PetscInt>(found, static_cast<PetscInt>(count)); ++k) {
    PetscScalar real = 0, imaginary = 0;
    EPSGetEigenvalue(eps, k, &real, &imaginary);
    rates.emplace_back(-real, -imaginary);
  }
  EPSDestroy(&eps);
  std::stable_sort(rates.begin(), rates.end(),
                   [](const auto& a, const auto& b) { return a.real() < b.real(); });
  if (rates.size() < count)
    return {std::move(rates), Status::step_limit,
            "distributed: fewer rates converged than were asked for; ask for others."};
  return Solved<std::vector<std::complex<double>>>(std::move(rates));
}

}  // namespace stochtherm::distributed

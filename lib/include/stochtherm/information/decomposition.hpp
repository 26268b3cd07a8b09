#pragma once
/// What two sources say about a target: the same thing, each its own, or only both together.
///
/// Solves:       I(T;A,B) = redundant + unique_a + unique_b + synergistic, with I(T;A) = redundant + unique_a and
///               I(T;B) = redundant + unique_b. One more rule is needed, and there is more than one:
///               Williams & Beer: redundant = sum_t p(t) min_s I(T=t;s), I(T=t;s) = sum_s p(s|t) ln[p(t|s)/p(t)];
///               BROJA: unique_a + redundant as they are in the joint distribution q with the same p(t,a) and p(t,b) that
///               has the least I_q(T;A,B): that least value is all but the synergy.
/// Scheme:       Williams-Beer: the sums. BROJA: minimise sum q ln[q(t,a,b)/q(a,b)], convex, over the q with these two
///               marginals: Newton's method along the central path of the barrier -mu sum ln q, started from the q in which A
///               and B are independent given T; the linear algebra falls into a block for each state of T and one of size
///               |A||B|. `stats().residual` is the gap between I_q and a lower bound from the multipliers.
/// Order:        BROJA quadratic; gap below 1e-11 nats.
/// Exact for:    any joint table of target and two sources; each source may be several variables.
/// Cost:         BROJA: 60 to 400 Newton steps of |A|^3 |B|^3/3 + |T| |A|^2 |B|^2 (|A| + |B|); |A||B| up to 4000.
/// Use when:     the joint distribution is known. Williams-Beer redundancy does not ask whether the two sources say the
///               same thing, only whether they say as much of it: it calls two independent copied bits redundant. Not for
///               tables of counts: synergy is what few samples invent first.
/// References:   williams2010, bertschinger2014, makkeh2018
/// Validated by: information/decomposition_of_gates, information/decomposition_bounds

#include <stochtherm/core/solved.hpp>
#include <stochtherm/information/joint_table.hpp>
#include <vector>

namespace stochtherm {

/// In nats.
struct InformationDecomposition {
  double redundant, unique_a, unique_b, synergistic;
};

/// Williams & Beer's redundancy of any number of sources, each a list of variables: the specific information of the
/// source that says least, averaged over the target. In nats.
[[nodiscard]] double redundant_information(const JointTable& p, const Variables& target,
                                           const std::vector<Variables>& sources);
[[nodiscard]] InformationDecomposition williams_beer(const JointTable& p, const Variables& target,
                                                     const Variables& a, const Variables& b);
/// Of Bertschinger, Rauh, Olbrich, Jost and Ay.
[[nodiscard]] Solved<InformationDecomposition> broja(const JointTable& p, const Variables& target,
                                                     const Variables& a, const Variables& b);

}  // namespace stochtherm

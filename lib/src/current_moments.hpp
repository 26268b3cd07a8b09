#pragma once
/// The sums behind CurrentMoments, block by block, and the functions that currents are weighed with.

#include <cstddef>
#include <stochtherm/thermodynamics/entropy_production_from_currents.hpp>
#include <vector>

namespace stochtherm {

namespace detail {

class CurrentFunctions {
 public:
  CurrentFunctions(std::size_t coordinates, CurrentBasis basis);
  [[nodiscard]] std::size_t size() const { return powers_.size() + 2 * waves_.size(); }
  /// phi[a] becomes the column of function a at the middles: null for the constant, a coordinate's own column, or one in
  /// `room`, which has place for size() columns a stride apart.
  void evaluate(const double* const* middle, std::size_t steps, std::size_t stride, double* room,
                const double** phi) const;
  /// x and y alone, with or without 1: the case that has a kernel of its own.
  [[nodiscard]] bool is_linear_plane() const {
    return coordinates_ == 2 && basis_.degree == 1 && !periodic(0) && !periodic(1);
  }
  [[nodiscard]] bool has_constant() const { return basis_.constant; }

 private:
  struct Wave {
    std::size_t coordinate;
    double times;
  };
  [[nodiscard]] bool periodic(std::size_t d) const {
    return !basis_.periods.empty() && basis_.periods[d] > 0;
  }
  std::size_t coordinates_;
  CurrentBasis basis_;
  std::vector<std::vector<std::size_t>> powers_;
  std::vector<Wave> waves_;
};

}  // namespace detail

struct CurrentMoments::State {
  State(std::size_t coordinates, CurrentBasis basis);
  struct Block {
    std::size_t steps;
    std::vector<double> sums, products;  // products: lower triangle, row by row
  };
  /// Ends the open block where it is full; joins pairs of blocks when there are 128.
  void close_block();

  /// Columns a whole power of two apart would all want the same lines of the cache.
  static constexpr std::size_t tile = 256, stride = tile + 8;
  detail::CurrentFunctions functions;
  std::size_t n;  // currents
  std::size_t steps = 0, block = 2 * tile;
  std::vector<Block> blocks;
  Block open{};
  bool started = false;
  std::vector<double> last, room;
};

}  // namespace stochtherm

#pragma once
/// A partition of an interval into cells, with a rule at each end.

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace stochtherm {

enum class Edge { reflecting, absorbing, periodic };

/// Immutable, cheap to copy. Cell i spans [face(i), face(i+1)]; unknowns sit at the cell centres.
class Grid1D {
 public:
  /// `cells` equal cells on [from, to], the same rule at both ends.
  static Grid1D uniform(double from, double to, std::size_t cells, Edge both);
  static Grid1D uniform(double from, double to, std::size_t cells, Edge left, Edge right);
  /// Cells between increasing faces. A periodic end must be periodic on both sides.
  static Grid1D graded(std::vector<double> faces, Edge left, Edge right);

  [[nodiscard]] std::size_t size() const { return data_->centres.size(); }
  [[nodiscard]] double face(std::size_t i) const { return data_->faces[i]; }
  [[nodiscard]] double centre(std::size_t i) const { return data_->centres[i]; }
  [[nodiscard]] double width(std::size_t i) const { return data_->faces[i + 1] - data_->faces[i]; }
  [[nodiscard]] std::span<const double> faces() const { return data_->faces; }
  [[nodiscard]] std::span<const double> centres() const { return data_->centres; }
  [[nodiscard]] double length() const { return data_->faces.back() - data_->faces.front(); }
  [[nodiscard]] Edge left() const { return data_->left; }
  [[nodiscard]] Edge right() const { return data_->right; }
  [[nodiscard]] bool periodic() const { return data_->left == Edge::periodic; }
  /// The cell that holds x; x must lie on the grid.
  [[nodiscard]] std::size_t cell(double x) const;
  [[nodiscard]] bool operator==(const Grid1D& other) const;

 private:
  struct Data {
    std::vector<double> faces, centres;
    Edge left, right;
  };
  explicit Grid1D(std::shared_ptr<const Data> data) : data_(std::move(data)) {}
  std::shared_ptr<const Data> data_;
};

}  // namespace stochtherm

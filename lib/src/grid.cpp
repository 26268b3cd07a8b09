#include <algorithm>
#include <stochtherm/core/error.hpp>
#include <stochtherm/core/grid.hpp>

namespace stochtherm {

Grid1D Grid1D::uniform(double from, double to, std::size_t cells, Edge both) {
  return uniform(from, to, cells, both, both);
}

Grid1D Grid1D::uniform(double from, double to, std::size_t cells, Edge left, Edge right) {
  require_finite(from, "from");
  require_finite(to, "to");
  require(to > from, "a grid must have a positive length", "to - from", to - from);
  require(cells >= 2, "a grid needs at least two cells", "cells", static_cast<double>(cells));
  require(cells < (std::size_t{1} << 32), "a grid must fit in memory", "cells", static_cast<double>(cells));
  std::vector<double> faces(cells + 1);
  for (std::size_t i = 0; i <= cells; ++i)
    faces[i] = from + (to - from) * (static_cast<double>(i) / static_cast<double>(cells));
  faces.back() = to;
  return graded(std::move(faces), left, right);
}

Grid1D Grid1D::graded(std::vector<double> faces, Edge left, Edge right) {
  require(faces.size() >= 3, "a grid needs at least two cells", "cells",
          static_cast<double>(faces.size()) - 1);
  require((left == Edge::periodic) == (right == Edge::periodic), "a ring is periodic at both ends",
          "left and right edge", "one periodic, one not");
  for (std::size_t i = 0; i < faces.size(); ++i) {
    require_finite(faces[i], "face");
    require(i == 0 || faces[i] > faces[i - 1], "the faces of a grid must increase", "face", faces[i]);
  }
  auto data = std::make_shared<Data>();
  data->left = left;
  data->right = right;
  data->centres.resize(faces.size() - 1);
  for (std::size_t i = 0; i + 1 < faces.size(); ++i) data->centres[i] = 0.5 * (faces[i] + faces[i + 1]);
  data->faces = std::move(faces);
  return Grid1D(std::move(data));
}

std::size_t Grid1D::cell(double x) const {
  const auto& f = data_->faces;
  require(x >= f.front() && x <= f.back(), "the point must lie on the grid", "x", x);
  const auto after = std::upper_bound(f.begin(), f.end(), x);
  return std::min<std::size_t>(static_cast<std::size_t>(after - f.begin()) - 1, size() - 1);
}

bool Grid1D::operator==(const Grid1D& other) const {
  return data_ == other.data_ || (data_->left == other.data_->left && data_->right == other.data_->right &&
                                  data_->faces == other.data_->faces);
}

}  // namespace stochtherm

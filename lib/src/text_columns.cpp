#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <stochtherm/core/error.hpp>

#include "column_source.hpp"

namespace stochtherm::detail {
namespace {

constexpr std::string_view blanks = " \t\r";

std::string_view trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(blanks);
  if (from == std::string_view::npos) return {};
  text = text.substr(from, text.find_last_not_of(blanks) - from + 1);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  return text;
}

/// The whole cell as a number; NaN and infinity are numbers here, and refused later.
std::optional<double> number(std::string_view cell) {
  if (cell.size() > 1 && cell[0] == '+' && cell[1] != '-') cell.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (end != cell.data() + cell.size() || cell.empty()) return std::nullopt;
  if (error == std::errc::result_out_of_range) return std::strtod(std::string(cell).c_str(), nullptr);
  return error == std::errc() ? std::optional(value) : std::nullopt;
}

class Text final : public ColumnReader::Source {
 public:
  Text(std::ifstream file, std::string where, std::string first)
      : file_(std::move(file)), buffer_(std::move(first)) {
    path = std::move(where);
    std::string_view line;
    if (!next(line)) reject(me, "the file must hold at least one row of numbers", path, "empty");
    separator_ = line.find(',') != std::string_view::npos    ? ','
                 : line.find(';') != std::string_view::npos  ? ';'
                 : line.find('\t') != std::string_view::npos ? '\t'
                                                             : ' ';
    split(line);
    width = cells_.size();
    pending_ = std::any_of(cells_.begin(), cells_.end(), [](auto cell) { return number(cell).has_value(); });
    if (!pending_)
      for (std::string_view cell : cells_) names.emplace_back(cell);
  }

  std::size_t read(std::span<const std::size_t> wanted, std::size_t rows,
                   std::vector<std::vector<double>>& block) override {
    std::size_t done = 0;
    for (std::string_view line; done < rows && (pending_ || next(line)); ++done) {
      if (!pending_) split(line);
      pending_ = false;
      require(cells_.size() == width, fmt::format("each row of {} has {} cells like the first", path, width),
              fmt::format("cells of line {}", line_number_), static_cast<double>(cells_.size()), me);
      for (std::size_t k = 0; k < wanted.size(); ++k) {
        const auto value = number(cells_[wanted[k]]);
        if (!value || !std::isfinite(*value)) refuse(wanted[k]);
        block[k].push_back(*value);
      }
    }
    return done;
  }

 private:
  static constexpr const char* me = "ColumnReader";

  [[noreturn]] void refuse(std::size_t column) const {
    const std::string name = names.empty() ? "" : fmt::format(" ({})", names[column]);
    reject(me, "a cell must be a finite number",
           fmt::format("line {}, column {}{} of {}", line_number_, column, name, path),
           fmt::format("'{}'", cells_[column].substr(0, 40)));
  }

  /// The next line that is more than a comment.
  bool next(std::string_view& line) {
    for (;;) {
      auto end = buffer_.find('\n', at_);
      while (end == std::string::npos && file_) {
        buffer_.erase(0, at_);
        at_ = 0;
        const auto kept = buffer_.size();
        buffer_.resize(kept + (1U << 18U));
        file_.read(buffer_.data() + kept, 1U << 18U);
        require(!file_.bad(), "the file must be readable to its end", path, "a read error", me);
        buffer_.resize(kept + static_cast<std::size_t>(file_.gcount()));
        end = buffer_.find('\n', kept);
      }
      if (at_ >= buffer_.size()) return false;
      const auto stop = end == std::string::npos ? buffer_.size() : end;
      line = std::string_view(buffer_).substr(at_, stop - at_);
      at_ = stop + 1;
      ++line_number_;
      if (line_number_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
      line = line.substr(0, line.find('#'));
      if (line.find_first_not_of(blanks) != std::string_view::npos) return true;
    }
  }

  void split(std::string_view line) {
    cells_.clear();
    if (separator_ == ' ') {
      for (auto from = line.find_first_not_of(blanks); from != std::string_view::npos;) {
        const auto to = std::min(line.find_first_of(blanks, from), line.size());
        cells_.push_back(trimmed(line.substr(from, to - from)));
        from = line.find_first_not_of(blanks, to);
      }
      return;
    }
    for (;;) {
      const auto to = line.find(separator_);
      cells_.push_back(trimmed(line.substr(0, to)));
      if (to == std::string_view::npos) return;
      line.remove_prefix(to + 1);
    }
  }

  std::ifstream file_;
  std::string buffer_;
  std::size_t at_ = 0, line_number_ = 0;
  char separator_ = ' ';
  std::vector<std::string_view> cells_;  // of the current line, into buffer_
  bool pending_ = false;                 // the first row holds numbers and is split already
};

}  // namespace

std::unique_ptr<ColumnReader::Source> text_source(std::ifstream file, std::string path, std::string first) {
  return std::make_unique<Text>(std::move(file), std::move(path), std::move(first));
}

}  // namespace stochtherm::detail

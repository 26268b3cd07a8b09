#include "plot.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>
#include <utility>

extern char** environ;  // POSIX, but only some systems' <unistd.h> declare it

namespace stochtherm::validation {
namespace {

constexpr std::array<std::string_view, 6> palette{"#1f4e8c", "#c2492d", "#2f7d5b",
                                                  "#84509a", "#a97b12", "#45525c"};
// gnuplot's marks: disc, open circle, filled square, open square, filled triangle, filled diamond.
constexpr std::array<int, 6> marks{7, 6, 5, 4, 9, 13};

/// A single-quoted string of gnuplot's enhanced mode in which only `_{` and `^{` are markup.
std::string gnuplot_text(std::string_view text) {
  std::string out = "'";
  std::vector<bool> markup;  // for each open brace: whether it belongs to the markup
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool opens = i + 1 < text.size() && text[i + 1] == '{';
    if ((c == '_' || c == '^') && opens) {
      out += c;
      out += '{';
      markup.push_back(true);
      ++i;
    } else if (c == '}' && !markup.empty() && markup.back()) {
      out += c;
      markup.pop_back();
    } else if (c == '\'') {
      out += "''";
    } else if (c == '\n') {
      out += ' ';
    } else if (std::string_view("_^{}@&~\\").find(c) != std::string_view::npos) {
      if (c == '{') markup.push_back(false);
      if (c == '}' && !markup.empty()) markup.pop_back();
      out += '\\';
      out += c;
    } else {
      out += c;
    }
  }
  for (bool open : markup)
    if (open) out += '}';
  return out + "'";
}

/// The smallest and the largest number that an axis can show.
std::pair<double, double> extent(const Figure& figure, std::vector<double> Series::*column,
                                 bool logarithmic) {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const Series& series : figure.series)
    for (double value : series.*column)
      if (std::isfinite(value) && (value > 0 || !logarithmic)) {
        low = std::min(low, value);
        high = std::max(high, value);
      }
  return {low, high};
}

/// Ticks of a logarithmic axis: powers of ten, or 1, 2, 5 and their kin where the data span less than two decades.
std::string log_ticks(char axis, const Figure& figure, std::vector<double> Series::*column) {
  std::string out = fmt::format("set logscale {0}\nset format {0} '10^{{%T}}'\n", axis);
  const auto [low, high] = extent(figure, column, true);
  if (!(low <= high) || high >= 100 * low) return out;
  std::string ticks;
  const auto last = static_cast<int>(std::ceil(std::log10(high)));
  for (int decade = static_cast<int>(std::floor(std::log10(low))); decade <= last; ++decade)
    for (int digit : {1, 2, 5}) ticks += fmt::format("{}{}e{}", ticks.empty() ? "" : ", ", digit, decade);
  return out + fmt::format("set format {0} '%h'\nset {0}tics ({1})\n", axis, ticks);
}

/// The data fill the width, with a little air at both ends; gnuplot alone would widen the axis to the next tick.
std::string x_range(const Figure& figure) {
  const auto [low, high] = extent(figure, &Series::x, figure.log_x);
  if (!(low < high)) return {};
  if (figure.log_x) {
    const double air = std::pow(high / low, 0.03);
    return fmt::format("set xrange [{:.10g}:{:.10g}]\n", low / air, high * air);
  }
  const double air = 0.02 * (high - low);
  return fmt::format("set xrange [{:.10g}:{:.10g}]\n", low - air, high + air);
}

std::string data_block(std::size_t index, const Series& series) {
  std::string out = fmt::format("$d{} << EOD\n", index);
  const std::size_t n = std::min(series.x.size(), series.y.size());
  const auto text = [](double value) {
    return std::isfinite(value) ? fmt::format("{:.10g}", value) : std::string("NaN");
  };
  for (std::size_t i = 0; i < n; ++i) {
    out += text(series.x[i]) + ' ' + text(series.y[i]);
    if (!series.error.empty()) out += ' ' + text(i < series.error.size() ? series.error[i] : 0);
    out += '\n';
  }
  return out + "EOD\n";
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

/// Runs gnuplot with one argument and no terminal; true if it ended well. No shell: nothing has to be quoted.
bool gnuplot(const std::string& argument) {
  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  for (int stream : {0, 1, 2}) posix_spawn_file_actions_addopen(&quiet, stream, "/dev/null", O_RDWR, 0);
  std::string program = "gnuplot", copy = argument;
  std::array<char*, 3> arguments{program.data(), copy.data(), nullptr};
  pid_t child = 0;
  const int failed = posix_spawnp(&child, "gnuplot", &quiet, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&quiet);
  if (failed != 0) return false;
  int status = -1;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// A private folder that is gone when we leave.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::error_code error;
    std::string name = (std::filesystem::temp_directory_path(error) / "stochtherm-XXXXXX").string();
    if (!error && ::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace

std::string gnuplot_script(const Figure& figure, const std::string& id, const std::string& output) {
  std::string script;
  std::size_t labelled = 0;
  for (std::size_t i = 0; i < figure.series.size(); ++i) {
    script += data_block(i, figure.series[i]);
    if (!figure.series[i].label.empty()) ++labelled;
  }
  // The key stands below the axes, where it covers no data; each of its rows makes the picture taller.
  const std::size_t rows = (labelled + 1) / 2;
  script += fmt::format(
      "set terminal svg size 620,{} dynamic name '{}' font 'serif,14' enhanced linewidth 1 background "
      "'#ffffff'\n"
      "set output '{}'\n"
      "set encoding utf8\n"
      "set minussign\n"
      "set border 3 lc rgb '#4a4a4a' lw 0.8\n"
      "set tics nomirror out scale 0.6 textcolor rgb '#333333'\n"
      "set grid lt 1 lc rgb '#e3e0d8' lw 0.6 dt solid\n"
      "set xlabel {} offset 0,0.2\n"
      "set ylabel {} offset 0.6,0\n"
      "set format x '%h'\nset format y '%h'\n"
      "set lmargin 11\nset rmargin 3\nset tmargin 1\n"
      "set bars 0.5\n",
      370 + 20 * rows, id, replaced(output, "'", "''"), gnuplot_text(figure.x_label),
      gnuplot_text(figure.y_label));
  script += labelled == 0
                ? "unset key\n"
                : "set key below left Left reverse samplen 2.5 spacing 1.15 width 2 height 0.8 maxcols 2 "
                  "textcolor rgb '#222222'\n";
  if (figure.log_x) script += log_ticks('x', figure, &Series::x);
  if (figure.log_y) script += log_ticks('y', figure, &Series::y);
  script += x_range(figure);

  std::string plots;
  for (std::size_t i = 0; i < figure.series.size(); ++i) {
    const Series& series = figure.series[i];
    if (series.x.empty() || series.y.empty()) continue;
    const std::string_view colour = palette[i % palette.size()];
    const std::string title = series.label.empty() ? "notitle" : "title " + gnuplot_text(series.label);
    const auto add = [&](const std::string& what) {
      plots += (plots.empty() ? "plot " : ", \\\n     ") + what;
    };
    switch (series.style) {
      case Series::Style::line:
        add(fmt::format("$d{} using 1:2 with lines lw 1.8 lc rgb '{}' {}", i, colour, title));
        break;
      case Series::Style::dashed:
        add(fmt::format("$d{} using 1:2 with lines lw 1.6 dt (8,5) lc rgb '{}' {}", i, colour, title));
        break;
      case Series::Style::steps:
        add(fmt::format("$d{} using 1:2 with histeps lw 1.5 lc rgb '{}' {}", i, colour, title));
        break;
      case Series::Style::points:
        break;
    }
    const int mark = marks[i % marks.size()];
    const bool points = series.style == Series::Style::points;
    if (!series.error.empty())
      add(fmt::format("$d{} using 1:2:3 with yerrorbars pt {} ps {} lw 1.1 lc rgb '{}' {}", i, mark,
                      points ? 0.55 : 0.01, colour, points ? title : "notitle"));
    else if (points)
      add(fmt::format("$d{} using 1:2 with points pt {} ps 0.55 lw 1.6 lc rgb '{}' {}", i, mark, colour,
                      title));
  }
  return plots.empty() ? std::string() : script + plots + "\n";
}

bool gnuplot_found() {
  static const bool found = gnuplot("--version");
  return found;
}

std::string svg(const Figure& figure, const std::string& id) {
  const TemporaryFolder folder;
  if (folder.path().empty() || !gnuplot_found()) return {};
  const auto script = folder.path() / "figure.gp", picture = folder.path() / "figure.svg";
  const std::string program = gnuplot_script(figure, id, picture.string());
  if (program.empty()) return {};
  std::ofstream(script) << program;
  if (!gnuplot(script.string())) return {};
  std::ifstream file(picture);
  std::ostringstream content;
  content << file.rdbuf();
  std::string text = content.str();
  const std::size_t begin = text.find("<svg"), end = text.rfind("</svg>");
  if (begin == std::string::npos || end == std::string::npos) return {};
  text = text.substr(begin, end + 6 - begin);
  text = replaced(text, "id='", fmt::format("id='{}-", id));
  text = replaced(text, "id=\"gnuplot_canvas\"", fmt::format("id=\"{}-canvas\"", id));
  text = replaced(text, "href='#", fmt::format("href='#{}-", id));
  text = replaced(text, "url(#", fmt::format("url(#{}-", id));
  const std::string title = fmt::format("<title>{}</title>", id);
  if (const std::size_t at = text.find(title); at != std::string::npos) text.erase(at, title.size());
  return text;
}

}  // namespace stochtherm::validation

#include "markup.hpp"

#include <limits>

#include "catch.hpp"
#include "plot.hpp"

using namespace stochtherm::validation;

TEST_CASE("everything is escaped") {
  CHECK(escaped("<script>\"a\" & 'b'</script>") ==
        "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;");
  CHECK(rich("a < b_{<i>} & c") == "a &lt; b<sub>&lt;i&gt;</sub> &amp; c");
}

TEST_CASE("sub- and superscripts, also nested; unclosed braces stay") {
  CHECK(rich("x_{i}^{2}") == "x<sub>i</sub><sup>2</sup>");
  CHECK(rich("e^{-x_{0}}") == "e<sup>-x<sub>0</sub></sup>");
  CHECK(rich("x_{i") == "x_{i");
  CHECK(rich("snake_case {set}") == "snake_case {set}");
}

TEST_CASE("numbers in words") {
  CHECK(rich("1.5e-03") == "1.5\u202f×\u202f10<sup>−3</sup>");
  CHECK(rich("1e-12") == "10<sup>−12</sup>");
  CHECK(rich("2e+06 steps") == "2\u202f×\u202f10<sup>6</sup> steps");
  CHECK(rich("-77.18 mV") == "−77.18 mV");
  CHECK(rich("0x12e5 10.1103/3e5x mark2e3") == "0x12e5 10.1103/3e5x mark2e3");
  CHECK(rich("e^{-5}") == "e<sup>−5</sup>");
}

TEST_CASE("as many digits as the resolution can see") {
  CHECK(number(1.0 / 3) == "0.333333");
  CHECK(number(1.0 / 3, 1e-10) == "0.33333333333");
  CHECK(number(1.0 / 3, 0.1) == "0.333");
  CHECK(number(3.14159e-17, 1e-12) == "3.14e-17");
  CHECK(number(std::numeric_limits<double>::quiet_NaN()) == "NaN");
  CHECK(number(-std::numeric_limits<double>::infinity()) == "-∞");
  CHECK(uncertainty(0) == "exact");
}

TEST_CASE("a figure's words cannot leave their quotes") {
  Figure figure{.title = "t",
                .x_label = "it's \\ `ls` @ {x} under_score_{i}",
                .y_label = "'; system('ls') #",
                .series = {{.label = "a'b", .x = {1, 2}, .y = {1, 2}}}};
  const std::string script = gnuplot_script(figure, "id", "/tmp/it's.svg");
  CHECK_THAT(script, Catch::Matchers::Contains(R"(set xlabel 'it''s \\ `ls` \@ \{x\} under\_score_{i}')"));
  CHECK_THAT(script, Catch::Matchers::Contains("set ylabel '''; system(''ls'') #'"));
  CHECK_THAT(script, Catch::Matchers::Contains("set output '/tmp/it''s.svg'"));
  CHECK_THAT(script, Catch::Matchers::Contains("title 'a''b'"));
}

TEST_CASE("an inlined figure has names of its own") {
  if (!gnuplot_found()) return;
  const Figure figure{
      .x_label = "x",
      .series = {
          {.label = "<&>", .x = {1, 2}, .y = {1, 4}, .error = {0.1, 0.1}, .style = Series::Style::points}}};
  const std::string picture = svg(figure, "one");
  CHECK(picture.starts_with("<svg"));
  CHECK(picture.ends_with("</svg>"));
  CHECK(picture.find("<?xml") == std::string::npos);
  CHECK(picture.find("href='#gp") == std::string::npos);
  CHECK(picture.find("id='gp") == std::string::npos);
  CHECK(picture.find("one-gpPt") != std::string::npos);
  CHECK(picture.find("<&>") == std::string::npos);
  // Nothing to draw, nothing drawn.
  CHECK(svg(Figure{}, "none").empty());
  CHECK(svg(Figure{.series = {{.label = "empty"}}}, "none").empty());
}

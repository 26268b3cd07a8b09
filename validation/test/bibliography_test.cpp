#include <stochtherm/core/error.hpp>
#include <stochtherm/validation/bibliography.hpp>

#include "catch.hpp"

using namespace stochtherm;
using namespace stochtherm::validation;

TEST_CASE("an entry with nested braces, accents and dashes") {
  const Bibliography all = Bibliography::parse(R"bib(
Anything here is a comment.
@Article{del_rio:2011,
  author  = {del Rio, L{\'i}dia and {\AA}berg, Johan and M{\"u}ller, J{\"o}rg-Peter},
  title   = {The {CODATA} of \& for {S}chr\"odinger: a review---of $kT \ln 2$},
  journal = "Physical {R}eview~E",
  volume  = 93, pages = {25--31},
  year    = {2021},
  doi     = {10.1000/a\_b(2)},
}
@book{cover2006, author = {Thomas M. Cover and Joy A. van der Thomas}, title = {Elements}, publisher = {Wiley}, year = {2006}}
)bib");
  REQUIRE(all.keys() == std::vector<std::string>{"cover2006", "del_rio:2011"});
  const Reference& article = all["del_rio:2011"];
  CHECK(article.type == "article");
  CHECK(article.authors() == "L. del Rio, J. Åberg and J.-P. Müller");
  CHECK(article.field("title") == "The CODATA of & for Schrödinger: a review—of kT 2");
  CHECK(article.formatted() ==
        "L. del Rio, J. Åberg and J.-P. Müller, The CODATA of & for Schrödinger: a review—of kT 2, "
        "Physical Review E 93, 25–31 (2021)");
  CHECK(article.link() == "https://doi.org/10.1000/a_b(2)");
  CHECK(article.bibtex.starts_with("@Article{del_rio:2011,"));
  CHECK(article.bibtex.ends_with("}"));
  CHECK(all["cover2006"].formatted() == "T. M. Cover and J. A. van der Thomas, Elements, Wiley (2006)");
  CHECK(all["cover2006"].link().empty());
}

TEST_CASE("long lists of authors are cut, institutions kept whole") {
  const Bibliography all = Bibliography::parse(
      "@misc{a, author = {{The Big Collaboration}}}"
      "@misc{b, author = {A, A and B, B and C, C and D, D and E, E and F, F and G, G and H, H and I, I}}"
      "@misc{c, author = {Ada Lovelace and others}}");
  CHECK(all["a"].authors() == "The Big Collaboration");
  CHECK(all["b"].authors() == "A. A et al.");
  CHECK(all["c"].authors() == "A. Lovelace et al.");
}

TEST_CASE("TeX to text") {
  CHECK(
      plain_text(R"(Erd\H{o}s, \v{C}ech, Gon\c{c}alves, \O ksendal, Stra\ss e, Poincar\'{e}, na\"{\i}ve)") ==
      "Erdős, Čech, Gonçalves, Øksendal, Straße, Poincaré, naïve");
  CHECK(plain_text("``a''  and\n b") == "“a” and b");
}

TEST_CASE("broken bibliographies are refused by name") {
  using Catch::Matchers::Contains;
  CHECK_THROWS_WITH(Bibliography::parse("@article{open, title = {never closed"), Contains("open"));
  CHECK_THROWS_WITH(Bibliography::parse("@article{twice, year = 1} @article{twice, year = 2}"),
                    Contains("twice"));
  CHECK_THROWS_AS(Bibliography::parse("@article{, year = 1}"), InvalidArgument);
  CHECK_THROWS_AS(Bibliography::parse("@article{a, year}"), InvalidArgument);
  CHECK_THROWS_AS(Bibliography::parse("@article a, year = 1}"), InvalidArgument);
  CHECK(Bibliography::parse("").keys().empty());
}

TEST_CASE("the project's own references") {
  CHECK(all_keys().size() > 5);
  for (const std::string& key : all_keys()) {
    INFO(key);
    const Reference& reference = bibliography()[key];
    CHECK_FALSE(reference.field("title").empty());
    if (reference.type != "misc") {
      CHECK_FALSE(reference.authors().empty());
      CHECK_FALSE(reference.field("year").empty());
    }
    const std::string line = formatted_reference(key);
    CHECK(line.find_first_of("{}\\$") == std::string::npos);
  }
  CHECK(bibtex("codata2018").starts_with("@article{codata2018"));
  CHECK_THAT(formatted_reference("codata2018"),
             Catch::Matchers::EndsWith("https://doi.org/10.1103/RevModPhys.93.025010"));
  CHECK_THROWS_AS(formatted_reference("nobody1900"), InvalidArgument);
}

#include <cstdio>
#include <fstream>
#include <stochtherm/io/columns.hpp>
#include <string>
#include <vector>

#include "catch.hpp"
#include "sentence.hpp"

using namespace stochtherm;
using Columns = std::vector<std::vector<double>>;

namespace {

struct File {
  explicit File(const std::string& content, std::string name = "columns_test.txt") : path(std::move(name)) {
    std::ofstream(path, std::ios::binary) << content;
  }
  ~File() { std::remove(path.c_str()); }
  std::string path;
};

Columns all(const std::string& content, const std::vector<std::string>& which) {
  const File file(content);
  return read_columns(file.path, which);
}

std::string npy(const std::string& dictionary, const std::string& bytes) {
  std::string header = dictionary + '\n';
  std::string file = "\x93NUMPY";
  file += '\1', file += '\0';
  file += static_cast<char>(header.size() & 0xFFU), file += static_cast<char>(header.size() >> 8U);
  return file + header + bytes;
}

template <class T>
std::string bytes(const std::vector<T>& numbers) {
  return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(T)};
}

}  // namespace

TEST_CASE("text is read with any separator, header or none", "[columns]") {
  const Columns expected{{1, 3.5, -2e-3}, {2, 4, 0}};
  CHECK(all("1,2\n3.5,4\n-2e-3,0\n", {"0", "1"}) == expected);
  CHECK(all("1 2\n 3.5\t4 \n\n# what was that\n-2e-3   0", {"0", "1"}) == expected);
  CHECK(all("# measured today\nx;y\r\n1;2\r\n3.5 ; 4 # good\r\n-2e-3;+0\r\n", {"x", "y"}) == expected);
  CHECK(all("\xEF\xBB\xBF\"a b\"\tc\n1\t2\n3.5\t4\n-2e-3\t0\n", {"c", "a b"}) ==
        Columns{expected[1], expected[0]});
  CHECK(all("t,x\n1,2\n3.5,4\n-2e-3,0\n", {"1"}) == Columns{expected[1]});
  CHECK(all("5\n", {"0", "0"}) == Columns{{5}, {5}});
  CHECK(all("1e-400,4\n", {"0", "1"}) == Columns{{0}, {4}});
}

TEST_CASE("a file is read in blocks, across the ends of buffers", "[columns]") {
  std::string text = "x,y\n";
  for (int i = 0; i < 100000; ++i) text += std::to_string(i) + "," + std::to_string(-2 * i) + "\n";
  const File file(text);
  ColumnReader reader(file.path);
  CHECK(reader.names() == std::vector<std::string>{"x", "y"});
  Columns block;
  const std::vector<std::size_t> wanted{1};
  std::size_t rows = 0;
  double sum = 0;
  while (const auto got = reader.read(wanted, 777, block)) {
    rows += got;
    for (double v : block[0]) sum += v;
  }
  CHECK(rows == 100000);
  CHECK(sum == -2.0 * 99999 * 100000 / 2);
}

TEST_CASE("NPY files are read in any order of bytes and of axes", "[columns]") {
  const Columns expected{{1, 3, 5}, {2, 4, 6}};
  const std::vector<std::string> both{"0", "1"};
  CHECK(all(npy("{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2), }",
                bytes<double>({1, 2, 3, 4, 5, 6})),
            both) == expected);
  CHECK(
      all(npy("{'descr': '<f4', 'fortran_order': True, 'shape': (3, 2), }", bytes<float>({1, 3, 5, 2, 4, 6})),
          both) == expected);
  CHECK(all(npy("{'descr': '>i2', 'fortran_order': False, 'shape': (2,), }", std::string("\0\7\1\0", 4)),
            {"0"}) == Columns{{7, 256}});
  CHECK(all(npy("{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }", "\1\2\3"), {"0"}) ==
        Columns{{1, 2, 3}});
}

TEST_CASE("a bad file gets a sentence with the place", "[columns]") {
  const auto says = [](const std::string& content, const std::vector<std::string>& which,
                       std::initializer_list<const char*> words) {
    return refuses([&] { return all(content, which); }, words);
  };
  CHECK(says("x,y\n1,2\n3,oops\n", {"y"}, {"finite number", "line 3, column 1 (y)", "'oops'"}));
  CHECK(says("1,nan\n", {"1"}, {"line 1, column 1", "'nan'"}));
  CHECK(says("1,inf\n", {"1"}, {"'inf'"}));
  CHECK(says("1,1e999\n", {"1"}, {"'1e999'"}));
  CHECK(says("1,oops\n2,3\n", {"1"}, {"line 1, column 1"}));
  CHECK(says("1,2\n3\n", {"0"}, {"2 cells like the first", "cells of line 2", "= 1"}));
  CHECK(says("1,\n", {"1"}, {"line 1, column 1", "''"}));
  CHECK(says("", {"0"}, {"at least one row", "empty"}));
  CHECK(says("# nothing\n\n", {"0"}, {"at least one row"}));
  CHECK(says("x,y\n", {"0"}, {"at least one row"}));
  CHECK(says("1,2\n", {"2"}, {"one of 0 to 1", "column = 2"}));
  CHECK(says("x,y\n1,2\n", {"z"}, {"one of 0 to 1 or x, y", "column = z"}));
  CHECK(says("x,x\n1,2\n", {"x"}, {"names", "must differ"}));
  CHECK(
      refuses([] { return read_columns("no_such_file", std::vector<std::string>{"0"}); }, {"No such file"}));
  CHECK(refuses([] { return read_columns("/", std::vector<std::string>{"0"}); }, {"readable"}));
  const std::vector<std::string> first{"0"};
  const auto head = [](const char* type, const char* shape) {
    return std::string("{'descr': ") + type + ", 'fortran_order': False, 'shape': " + shape + ", }";
  };
  CHECK(says(npy(head("'<f8'", "(3, 2)"), bytes<double>({1, 2, 3})), first, {"cut off"}));
  CHECK(says(npy(head("'<f8'", "(2,)"), bytes<double>({1, 0.0 / 0.0})), first, {"row 1, column 0"}));
  CHECK(says(npy(head("'<c16'", "(1,)"), std::string(16, '\0')), first,
             {"integers of 8 to 64 bits", "'<c16'"}));
  CHECK(says(npy(head("[('x', '<f8')]", "(1,)"), std::string(8, '\0')), first, {"descr"}));
  CHECK(says(npy(head("'<f8'", "(1, 1, 1)"), std::string(8, '\0')), first, {"one or two dimensions"}));
  CHECK(says(npy(head("'<f8'", "(0,)"), ""), first, {"at least one row"}));
  CHECK(says(npy(head("'<f8'", "(99999999999999999999,)"), ""), first, {"at least one row"}));
  CHECK(says(npy("{}", ""), first, {"without descr"}));
  CHECK(says(std::string("\x93NUMPY\1\0\xFF", 9), first, {"cut off"}));
}

package org.datamove.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Project;
import org.junit.jupiter.api.Test;

/** Every code block of a page is run by DocsIT, or says above itself why it is not. */
class CodeBlocksTest {

  @Test
  void areRunOrSayWhyNot() throws IOException {
    List<String> unknown = new ArrayList<>();
    for (Path page : pages()) {
      for (CodeBlock block : CodeBlock.of(Files.readAllLines(page))) {
        if (block.kind() == CodeBlock.Kind.UNKNOWN) {
          unknown.add(page.getFileName() + ":" + (block.start() + 1) + ": " + block.text());
        }
      }
    }
    assertEquals("", String.join("\n", unknown));
  }

  private static List<Path> pages() throws IOException {
    Path root = Project.root();
    try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
      return Stream.concat(
              Stream.of(root.resolve("README.md"), root.resolve("CONTRIBUTING.md")),
              docs.filter(file -> file.toString().endsWith(".md")).sorted())
          .toList();
    }
  }
}

package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.datamove.docs.CodeBlock;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Notice;
import org.datamove.testing.Project;
import org.datamove.testing.Psql;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The code blocks of {@code README.md} and of each page of {@code docs/} are typed into psql, one
 * session for a page, from its first to its last; what psql shows must be what the page shows. The
 * directory {@code /data} of the pages is {@code examples/}; the tables of a page are those of
 * {@code examples/pages}, which the page names.
 *
 * <p>With {@code -Ddatamove.update=true} the pages get what psql shows now.
 */
class DocsIT {
  /** In the place of every move's. */
  private static final String MOVE = "3f6c3f0c-9d0e-4b43-8a3e-6f2f0f0a4c11";

  private static final String MARK = "=== block ";

  /** The first statement of a block that is a session, and what it shows. */
  private static final Pattern SESSION = Pattern.compile("(?s)(.*?;)\n\n(.*)");

  /** What a move tells that takes long, which is a matter of the machine. */
  private static final Pattern PROGRESS = Pattern.compile("^NOTICE:  (reading|loading) ");

  private static final String ROLES =
      """
      DO $$
      DECLARE
        name text;
      BEGIN
        FOREACH name IN ARRAY ARRAY['alice', 'bob'] LOOP
          IF pg_catalog.to_regrole(name) IS NULL THEN
            EXECUTE format('CREATE ROLE %I', name);
          END IF;
        END LOOP;
      END
      $$;
      REVOKE datamove_user, pg_read_server_files FROM alice, bob
      """;

  @TestFactory
  Stream<DynamicTest> pages() {
    Installation installation = Installations.all().get(0);
    Optional<Psql> psql = installation.server().psql();
    if (psql.isEmpty()) {
      Notice.print("NO PAGE WAS TESTED: " + installation, List.of("psql is missing"));
      return Stream.empty();
    }
    return pageFiles().stream()
        .map(
            page ->
                DynamicTest.dynamicTest(
                    Project.root().relativize(page).toString(),
                    () -> check(installation, psql.get(), page)));
  }

  private static List<Path> pageFiles() {
    try (Stream<Path> docs = Files.list(Project.root().resolve("docs"))) {
      return Stream.concat(
              Stream.of(Project.root().resolve("README.md")),
              docs.filter(file -> file.toString().endsWith(".md")).sorted())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(Installation installation, Psql psql, Path page)
      throws IOException, SQLException {
    List<String> lines = Files.readAllLines(page);
    List<CodeBlock> blocks =
        CodeBlock.of(lines).stream()
            .filter(block -> block.kind() != CodeBlock.Kind.NOT_RUN)
            .filter(block -> block.kind() != CodeBlock.Kind.UNKNOWN)
            .filter(block -> block.kind() != CodeBlock.Kind.MESSAGE)
            .toList();
    if (blocks.isEmpty()) {
      return;
    }
    List<String> shown;
    try (TestDatabase database = installation.newDatabase()) {
      try (Connection connection = database.connect()) {
        if (page.endsWith("vectors.md") && !Jdbc.hasExtension(connection, "vector")) {
          Installations.skipped("docs/vectors.md: " + installation + " does not have pgvector");
          Assumptions.abort("the server does not have pgvector");
        }
        Jdbc.execute(connection, ROLES);
      }
      shown = play(installation, psql, database, page, blocks);
    }
    List<String> actual = withAnswers(lines, blocks, shown);
    if (Project.update()) {
      Files.write(page, actual);
    } else {
      assertEquals(String.join("\n", lines), String.join("\n", actual));
    }
  }

  /** What psql shows for each block that is input. */
  private static List<String> play(
      Installation installation,
      Psql psql,
      TestDatabase database,
      Path page,
      List<CodeBlock> blocks)
      throws IOException {
    Path examples = Project.root().resolve("examples");
    String data = installation.server().publish(examples, database.name());
    Map<String, String> places = new LinkedHashMap<>();
    places.put("/data/", data + "/");
    places.put("/srv/import", installation.server().publish(examples, "in-" + database.name()));
    places.put("/srv/scratch", installation.server().scratchDirectory());
    StringBuilder script = new StringBuilder("\\set QUIET on\n");
    Path tables =
        Path.of(data, "pages", page.getFileName().toString().replaceFirst("\\.md$", ".sql"));
    if (Files.exists(tables)) {
      script.append("\\i ").append(tables).append('\n');
    }
    List<CodeBlock> inputs = blocks.stream().filter(DocsIT::isInput).toList();
    for (CodeBlock block : inputs) {
      script.append("\\echo '").append(MARK).append("'\n");
      script.append(replace(input(block), places, false)).append('\n');
    }
    Path file = Files.createTempFile("datamove-page", ".sql");
    try {
      Files.writeString(file, script);
      String session =
          replace(psql.type(database.name(), file), places, true)
              .replaceAll("(move_id = '|of move \"?|,)[0-9a-f-]{36}", "$1" + MOVE);
      List<String> parts = List.of(session.split(MARK + "\n", -1));
      assertEquals(inputs.size() + 1, parts.size(), session);
      assertEquals("", parts.get(0).strip(), "what " + tables + " shows");
      return parts.subList(1, parts.size()).stream()
          .map(
              part ->
                  part.lines()
                      .filter(line -> !PROGRESS.matcher(line).find())
                      .map(String::stripTrailing)
                      .collect(Collectors.joining("\n")))
          .map(part -> part.replaceAll("^\n+|\n+$", ""))
          .toList();
    } finally {
      Files.delete(file);
    }
  }

  /** The page with what psql shows. */
  private static List<String> withAnswers(
      List<String> lines, List<CodeBlock> blocks, List<String> shown) {
    List<String> page = new ArrayList<>();
    int from = 0;
    int next = 0;
    for (int i = 0; i < blocks.size(); i++) {
      CodeBlock block = blocks.get(i);
      if (!isInput(block)) {
        continue;
      }
      String answer = shown.get(next++);
      page.addAll(lines.subList(from, block.start()));
      from = block.end();
      if (block.kind() == CodeBlock.Kind.SESSION) {
        page.addAll(fenced(input(block) + "\n\n" + answer));
        continue;
      }
      page.addAll(lines.subList(block.start(), block.end()));
      boolean hasOutput =
          i + 1 < blocks.size() && blocks.get(i + 1).kind() == CodeBlock.Kind.OUTPUT;
      if (!answer.isEmpty()) {
        page.add("");
        page.addAll(fenced(answer));
      }
      from = hasOutput ? blocks.get(i + 1).end() : block.end();
    }
    page.addAll(lines.subList(from, lines.size()));
    return page;
  }

  private static List<String> fenced(String text) {
    return Stream.of(Stream.of("```"), text.lines(), Stream.of("```")).flatMap(s -> s).toList();
  }

  private static boolean isInput(CodeBlock block) {
    return block.kind() != CodeBlock.Kind.OUTPUT;
  }

  private static String input(CodeBlock block) {
    if (block.kind() == CodeBlock.Kind.INPUT) {
      return block.text();
    }
    var session = SESSION.matcher(block.text());
    if (!session.matches()) {
      throw new IllegalStateException(block.text());
    }
    return session.group(1);
  }

  private static String replace(String text, Map<String, String> places, boolean back) {
    String replaced = text;
    for (Map.Entry<String, String> place : places.entrySet()) {
      replaced =
          back
              ? replaced.replace(place.getValue(), place.getKey())
              : replaced.replace(place.getKey(), place.getValue());
    }
    return replaced;
  }
}

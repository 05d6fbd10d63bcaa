package org.datamove.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.datamove.binary.EncodingSession;
import org.datamove.type.PgType;
import org.datamove.type.known.KnownType;
import org.datamove.type.known.KnownTypes;
import org.junit.jupiter.api.Test;

/**
 * A plan asks for a stage wherever every column can be encoded: the gate must make it. Its list of
 * types is its own, as it must not take the engine's word, and says the same as the engine's.
 */
class StageTypesTest {
  private static final EncodingSession SESSION = new EncodingSession(true, "UTC");
  private static final Pattern NAME = Pattern.compile("'(\\w+)'");

  @Test
  void theGateHasTheBuiltInTypesOfTheRegistry() throws IOException {
    assertEquals(
        staged(KnownTypes.builtIn().stream()), listed("n.nspname = 'pg_catalog' AND t.typname IN"));
  }

  @Test
  void theGateHasTheTypesOfPgvector() throws IOException {
    assertEquals(
        staged(Stream.of(KnownTypes.pgvector())), listed("t.typtype = 'b' AND t.typname IN"));
  }

  @Test
  void whatIsEncodedMayBeStagedAndNothingElse() {
    for (KnownType entry : KnownTypes.builtIn()) {
      for (String name : entry.names()) {
        PgType type = PgType.builtIn(name, -1);
        assertEquals(
            KnownTypes.encoder(type, type, SESSION) != null, entry.mayBeStaged(type), name);
      }
    }
    PgType mood = new PgType("public", "mood", 'e', -1, "mood");
    assertEquals(true, KnownTypes.of(mood).mayBeStaged(mood), "enums, which the gate always takes");
  }

  private static Set<String> staged(Stream<KnownType> entries) {
    Set<String> names = new TreeSet<>();
    entries.forEach(
        entry ->
            entry.names().stream()
                .filter(name -> entry.mayBeStaged(PgType.builtIn(name, -1)))
                .forEach(names::add));
    return names;
  }

  /** The names in the parentheses behind some text of the gate's. */
  private static Set<String> listed(String before) throws IOException {
    String gate = Files.readString(Path.of("sql", "stage.sql"));
    int from = gate.indexOf(before) + before.length();
    Matcher matcher = NAME.matcher(gate.substring(from, gate.indexOf(')', from)));
    Set<String> names = new TreeSet<>();
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }
}

package org.datamove.it;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.datamove.execute.Command;
import org.datamove.execute.Question;
import org.datamove.execute.Statement;
import org.datamove.plan.Step;
import org.datamove.testing.HostileSchema;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * Every text that the engine sends runs under a search_path with namesakes of all of pg_catalog in
 * front: none of them may be run. What is not on the lists here has not been tried, and fails.
 */
class SecurityTextsIT {
  private static final Map<Class<?>, Set<String>> KINDS =
      Map.of(
          Step.Statement.class,
          Set.of(
              "drop_column",
              "alter_type",
              "alter_sequence",
              "add_column",
              "drop_staging",
              "check_deferred",
              "advance_sequence",
              "analyze"),
          Step.Emptying.class,
          Set.of("create_table", "truncate"),
          Step.Deletion.class,
          Set.of("delete", "delete_missing"),
          Step.StagingTable.class,
          Set.of("create_staging"),
          Step.IndexDrop.class,
          Set.of("drop_index"),
          Step.IndexBuild.class,
          Set.of("recreate_index", "comment_index", Step.IndexBuild.NEW),
          Step.StagedInsert.class,
          Set.of("insert_from_staging"),
          Step.Load.class,
          Set.of("load"));

  private static final Map<Class<?>, String> COMMANDS =
      Map.of(
          Command.Run.class, "run",
          Command.CreateStage.class, "create_stage",
          Command.FillStage.class, "fill_stage",
          Command.DropStage.class, "drop_stage",
          Command.KeepRejected.class, "keep_rejected",
          Command.OpenRejected.class, "open_rejected",
          Command.FetchRejected.class, "fetch_rejected",
          Command.RemoveReloaded.class, "remove_reloaded",
          Command.ReleaseRejected.class, "release_rejected",
          Command.Notice.class, "notice");

  /** What the conversation has besides. */
  private static final Set<String> ENDS = Set.of("pending", "done", "failed");

  private static final Map<Class<?>, String> STATEMENTS =
      Map.of(
          Statement.Sql.class, "sql",
          Statement.Query.class, "argument",
          Statement.Ask.class, "argument",
          Statement.Batch.class, "rows",
          Statement.Copy.class, "sql");

  /** What only a host outside of the server is sent, which JdbcHostIT has do it. */
  private static final Step.Load.Method OF_CLIENTS = Step.Load.Method.COPY_STDIN;

  @TestFactory
  Stream<DynamicContainer> texts() {
    return Stage.each(List.of(new Stage.Named("every text", SecurityTextsIT::everyText)));
  }

  private static void everyText(Stage stage) throws Exception {
    boolean vectors = Jdbc.hasExtension(stage.witness, "vector");
    if (vectors) {
      Jdbc.execute(stage.witness, "CREATE SCHEMA ext; CREATE EXTENSION vector SCHEMA ext");
      Jdbc.execute(stage.witness, "GRANT USAGE ON SCHEMA ext TO guest");
    } else {
      Installations.skipped("an index of vectors under a hostile search_path: no pgvector");
    }
    HostileSchema trap = HostileSchema.by(stage.witness);
    SentTexts sent = SentTexts.recordedIn(stage);
    new HostileMoves(stage, trap, sent, stage.plainSession(), "copying").makeAll(vectors);
    new HostileMoves(stage, trap, sent, Attack.guest(stage), "staging").makeAll(vectors);
    assertStepsAre(sent, vectors);
    assertCommandsAre(sent);
    assertShapesAre(sent, vectors);
  }

  private static void assertStepsAre(SentTexts sent, boolean vectors) {
    assertEquals(Set.of(Step.class.getPermittedSubclasses()), KINDS.keySet());
    Set<String> kinds = KINDS.values().stream().flatMap(Set::stream).collect(toSet());
    if (!vectors) {
      kinds.remove(Step.IndexBuild.NEW);
    }
    assertEquals(new TreeSet<>(kinds), sent.ofSteps("kind"));
    assertEquals(
        Stream.of(Step.Load.Method.values())
            .filter(method -> method != OF_CLIENTS)
            .map(method -> method.name().toLowerCase(Locale.ROOT))
            .collect(toSet()),
        sent.ofSteps("method"));
  }

  private static void assertCommandsAre(SentTexts sent) {
    assertEquals(Set.of(Command.class.getPermittedSubclasses()), COMMANDS.keySet());
    Set<String> commands = new TreeSet<>(COMMANDS.values());
    commands.addAll(ENDS);
    assertEquals(commands, sent.commands());
    assertEquals(Set.of(Statement.class.getPermittedSubclasses()), STATEMENTS.keySet());
    assertEquals(new TreeSet<>(STATEMENTS.values()), sent.members());
  }

  private static void assertShapesAre(SentTexts sent, boolean vectors) {
    Map<String, List<SentShape>> shapes =
        sent.statements().stream()
            .collect(
                toMap(
                    identity(),
                    sql -> Stream.of(SentShape.values()).filter(one -> one.fits(sql)).toList()));
    assertEquals(
        List.of(),
        shapes.keySet().stream().filter(sql -> shapes.get(sql).size() != 1).toList(),
        "statements of no shape, or of several");
    Set<SentShape> missing = EnumSet.allOf(SentShape.class);
    shapes.values().forEach(missing::removeAll);
    if (!vectors) {
      missing.remove(SentShape.VECTOR_INDEX);
    }
    assertEquals(Set.of(), missing, "statements that no move has sent");
    for (Question question : Question.values()) {
      assertEquals(1, Stream.of(SentShape.values()).filter(s -> s.fits(question.sql())).count());
    }
  }
}

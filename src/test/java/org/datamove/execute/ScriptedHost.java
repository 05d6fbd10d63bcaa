package org.datamove.execute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.datamove.execute.Command.End;
import org.datamove.load.Chunk;
import org.datamove.load.FileChunk;

/**
 * A host that writes down what it is asked and answers as a test says: by default everything
 * succeeds. It keeps its own count of blocks, and as hosts do it ends the conversation with an
 * error outside of them.
 */
final class ScriptedHost implements Dialogue {
  /** More commands than any move of these tests needs: one that does not end is found by them. */
  private static final int MOST_COMMANDS = 2000;

  private static final Pattern SETTING =
      Pattern.compile("SELECT pg_catalog\\.set_config\\('(.*)', '(.*)', true\\)");
  private static final Pattern QUESTION = Pattern.compile("SELECT datamove\\.(.*)\\(\\$1\\)");
  private static final Pattern CHUNK = Pattern.compile("'/chunks/([^']*)'");

  private interface Rule {
    /** Why a command is refused, or null. */
    Refusal refusal(int number, String line);
  }

  private final List<String> commands = new ArrayList<>();
  private final List<Command> asked = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final Map<String, Function<String, Object>> values = new LinkedHashMap<>();
  private final Map<String, Integer> rowsOfFiles = new LinkedHashMap<>();
  private int staged;
  private int open;
  private boolean over;
  private Refusal last;
  private Runnable whenAsked = () -> {};

  /** Refuses every command with a text in it. */
  void refuse(String text, Refusal refusal) {
    refuseWhere(line -> line.contains(text), refusal);
  }

  void refuse(String text, String sqlState) {
    refuse(text, Refusal.of(sqlState, "refused"));
  }

  /** Refuses the first commands with a text in it, so many of them. */
  void refuseFirst(int times, String text, Refusal refusal) {
    int[] left = {times};
    refuseWhere(line -> line.contains(text) && left[0]-- > 0, refusal);
  }

  /** Refuses every command whose line, without its indentation, is such. */
  void refuseWhere(Predicate<String> line, Refusal refusal) {
    rules.add((number, asked) -> line.test(asked) ? refusal : null);
  }

  /** Refuses the first command that is not earlier than a number and can fail at all. */
  void refuseFrom(int least, Refusal refusal) {
    int[] left = {1};
    rules.add((number, line) -> number >= least && mayFail(line) && left[0]-- > 0 ? refusal : null);
  }

  /** Ends the conversation with the first such command, and tells the error as the last answer. */
  void endFrom(int least, Refusal refusal) {
    last = refusal;
    refuseFrom(least, refusal);
  }

  /** Refuses all commands from a number on that can fail at all. */
  void refuseAllFrom(int least, Refusal refusal) {
    rules.add((number, line) -> number >= least && mayFail(line) ? refusal : null);
  }

  /** A block begins and is undone in any case. */
  private static boolean mayFail(String line) {
    return !line.equals("begin") && !line.equals("undo");
  }

  /** Answers statements with a text in it, in their order; the last value again and again. */
  void answer(String text, Object... given) {
    List<Object> left = new ArrayList<>(Arrays.asList(given));
    values.put(text, sql -> left.size() > 1 ? left.remove(0) : left.get(0));
  }

  /** Answers statements with a text in it by themselves. */
  void answerBy(String text, Function<String, Object> answer) {
    values.put(text, answer);
  }

  /** Knows how many rows a chunk has. */
  void knows(String file, int rows) {
    rowsOfFiles.put(file, rows);
  }

  /** Has something done before each answer. */
  void whenAsked(Runnable action) {
    whenAsked = action;
  }

  /** How many blocks are open. */
  int open() {
    return open;
  }

  /** Whether an error outside of all blocks has ended the conversation. */
  boolean isOver() {
    return over;
  }

  /** What was asked, a line for each command, indented by the blocks around it. */
  String script() {
    return String.join("\n", commands);
  }

  List<String> commands() {
    return commands;
  }

  /** The commands themselves. */
  List<Command> asked() {
    return asked;
  }

  @Override
  public Answer ask(Command command) throws InterruptedException {
    String line = line(command);
    commands.add("  ".repeat(open) + line);
    asked.add(command);
    if (over || commands.size() > MOST_COMMANDS) {
      throw new AssertionError("goes on:\n" + script());
    }
    whenAsked.run();
    Command.Run run = command instanceof Command.Run given ? given : null;
    open += run != null && run.begins() ? 1 : 0;
    boolean ends = run != null && run.end() != End.OPEN;
    if (ends && open == 0) {
      throw new AssertionError("ends a block that is not open:\n" + script());
    }
    int number = commands.size();
    for (Rule rule : rules) {
      Refusal refusal = rule.refusal(number, line);
      if (refusal != null) {
        return refused(refusal);
      }
    }
    open -= ends ? 1 : 0;
    return run == null ? done(command) : new Answer(valuesOf(run), null);
  }

  private Answer refused(Refusal refusal) throws InterruptedException {
    commands.set(
        commands.size() - 1, commands.get(commands.size() - 1) + " -> " + refusal.sqlState());
    if (refusal.equals(last)) {
      over = true;
      return Answer.ended(refusal);
    }
    if (open == 0) {
      over = true;
      throw new InterruptedException("the host ended the conversation");
    }
    open--;
    return Answer.refused(refusal);
  }

  private Answer done(Command command) {
    if (command instanceof Command.FillStage fill) {
      staged = fill.chunk().rows();
    }
    return Answer.DONE;
  }

  private List<Object> valuesOf(Command.Run run) {
    List<Object> found = new ArrayList<>();
    run.statements().forEach(statement -> found.add(value(statement)));
    return found;
  }

  private Object value(Statement statement) {
    for (Map.Entry<String, Function<String, Object>> known : values.entrySet()) {
      if (statement.sql().contains(known.getKey())) {
        return known.getValue().apply(statement.sql());
      }
    }
    if (statement instanceof Statement.Query) {
      return null;
    }
    if (statement instanceof Statement.Ask) {
      return Map.of();
    }
    if (statement instanceof Statement.Batch batch) {
      return batch.rows().chars().filter(c -> c == '{').count();
    }
    Matcher chunk = CHUNK.matcher(statement.sql());
    return chunk.find()
        ? (long) rowsOfFiles.getOrDefault(chunk.group(1), 0)
        : statement.sql().contains("datamove_chunk_") ? (long) staged : 0L;
  }

  private static String line(Command command) {
    if (command instanceof Command.Run run) {
      return line(run);
    }
    if (command instanceof Command.FillStage fill) {
      return "fill_stage " + name(fill.chunk());
    }
    if (command instanceof Command.KeepRejected keep) {
      return "keep_rejected " + keep.target().display() + " " + keep.rows().size();
    }
    if (command instanceof Command.Notice notice) {
      return (notice.warning() ? "warning " : "notice ") + notice.message();
    }
    return command instanceof Command.CreateStage stage
        ? "create_stage " + stage.columns().stream().map(c -> c.name()).toList()
        : "drop_stage";
  }

  private static String name(Chunk chunk) {
    return chunk instanceof FileChunk file ? file.file().getFileName().toString() : "batch";
  }

  private static String line(Command.Run run) {
    String word =
        switch (run.end()) {
          case OPEN -> run.begins() ? "begin" : "run";
          case KEEP -> run.begins() ? "kept" : "keep";
          case UNDO -> run.begins() ? "try" : "undo";
        };
    String statements =
        run.statements().stream().map(ScriptedHost::line).collect(Collectors.joining("; "));
    return statements.isEmpty() ? word : word + " " + statements;
  }

  private static String line(Statement statement) {
    String sql = statement.sql().replace(" OVERRIDING SYSTEM VALUE", "");
    Matcher setting = SETTING.matcher(sql);
    Matcher question = QUESTION.matcher(sql);
    return setting.matches()
        ? "SET " + setting.group(1) + " = " + setting.group(2)
        : question.matches() ? question.group(1) : sql;
  }
}

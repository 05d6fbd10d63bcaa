package org.datamove.host.jdbc;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Functions of {@code sql/} as anonymous blocks, for a server where nothing can be installed: one
 * DO statement has all that a function calls. It needs no right but what the function itself needs
 * of its caller's, and runs in a READ ONLY transaction, on a standby too.
 *
 * <p>Argument and answer travel as settings of the transaction: run {@link #ASK} with the argument,
 * the block, then {@link #ANSWER}, all in one transaction. An error of the function's is the
 * block's.
 *
 * <p>Of a function that calls itself in an expression, as for the types of which a type consists,
 * {@value ExpressionInliner#MAX_DEPTH} levels are there; what is below them is null.
 */
public final class LinkedFunctions {
  /** Has an argument, which is JSON, as its parameter. */
  public static final String ASK = "SELECT pg_catalog.set_config('datamove.asked', ?, true)";

  /** Gives the answer, JSON as text; empty where the function gives null. */
  public static final String ANSWER = "SELECT pg_catalog.current_setting('datamove.answer')";

  private static final String QUOTE = "$datamove$";

  private final Definitions definitions;
  private final Map<String, String> blocks = new ConcurrentHashMap<>();

  private LinkedFunctions(Definitions definitions) {
    this.definitions = definitions;
  }

  /** The functions that some scripts create; those of other engines may be among them. */
  public static LinkedFunctions of(String scripts) {
    return new LinkedFunctions(new Definitions(scripts));
  }

  /**
   * The statement for a function that takes one json and gives json.
   *
   * @param name the function, without its schema
   * @throws IllegalArgumentException when it is no such function, or its text, or that of one that
   *     it calls, is not understood
   */
  public String doBlock(String name) {
    return blocks.computeIfAbsent(name, this::link);
  }

  private String link(String name) {
    Definition function = definitions.get(name, name);
    boolean isQuestion =
        function.parameters().stream()
            .map(Definition.Parameter::type)
            .toList()
            .equals(List.of("pg_catalog.json"));
    if (!isQuestion || !"pg_catalog.json".equals(function.result().type())) {
      throw function.body().refused("not a function of one json that gives json");
    }
    String text =
        "\n#variable_conflict use_column\n"
            + "DECLARE\nanswer pg_catalog.text;\nBEGIN\n"
            + new BlockInliner(definitions)
                .block(
                    function,
                    List.of("pg_catalog.current_setting('datamove.asked')"),
                    Frame.outermost(),
                    "answer",
                    "")
            + "PERFORM pg_catalog.set_config('datamove.asked', '', true),\n"
            + "pg_catalog.set_config('datamove.answer', coalesce(answer, ''), true);\n"
            + "END\n";
    if (text.contains(QUOTE)) {
      throw function.body().refused("the quotes of the block in it");
    }
    return "DO " + QUOTE + text + QUOTE;
  }
}

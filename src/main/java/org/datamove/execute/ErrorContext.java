package org.datamove.execute;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL's CONTEXT of an error: a line for each level, the innermost first, in any language.
 * The only place where it is read.
 */
final class ErrorContext {
  /** {@code COPY table, line 3: "..."}, or {@code , line 3, column c: ...}. */
  private static final Pattern COPY = Pattern.compile("^COPY .*?, [^ ,]+ ([0-9]+)(?:[:,]|\\R|$)");

  private final String context;
  private final String hostContext;
  private final List<Statement> statements;

  ErrorContext(String context, String hostContext, List<Statement> statements) {
    this.context = context == null ? "" : context;
    this.hostContext = hostContext;
    this.statements = statements;
  }

  /** Which row COPY refused, counted from 1; 0 where that is not said. */
  int copiedRow() {
    Matcher matcher = COPY.matcher(context);
    try {
      return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** The levels that are neither ours nor COPY's, such as triggers'; null where there are none. */
  String ofOthers() {
    String inner = withinStatement();
    if (inner.startsWith("COPY ")) {
      return null;
    }
    int copy = inner.indexOf("\nCOPY ");
    String others = copy < 0 ? inner : inner.substring(0, copy);
    return others.isEmpty() ? null : others;
  }

  /**
   * What is below the level of the statement, which quotes its text; below it all is the host's.
   */
  private String withinStatement() {
    if ("".equals(hostContext)) {
      // A client's statement is above all levels, and is not quoted.
      return statements.stream().anyMatch(Statement.Ask.class::isInstance) ? "" : context;
    }
    String levels = withoutCallers();
    for (Statement statement : statements) {
      if (statement instanceof Statement.Ask) {
        continue; // what is below a question is ours
      }
      int text = levels.lastIndexOf(statement.sql());
      if (text >= 0) {
        return levels.substring(0, Math.max(levels.lastIndexOf('\n', text), 0));
      }
    }
    return "";
  }

  private String withoutCallers() {
    int first = hostContext == null ? -1 : hostContext.indexOf('\n');
    String callers = first < 0 ? "" : hostContext.substring(first);
    return context.endsWith(callers)
        ? context.substring(0, context.length() - callers.length())
        : context;
  }
}

package org.datamove.host.jdbc;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a body of plpgsql into its statements. Of those that contain others, what stands before
 * and between these is a part of its own: {@code IF x THEN}, {@code ELSE}, {@code END IF;}.
 */
final class Statements {
  private final Code body;
  private final List<Code> parts = new ArrayList<>();

  private Statements(Code body) {
    this.body = body;
  }

  /**
   * The parts, in their order.
   *
   * @throws LinkException when one has no end, or is a statement CASE
   */
  static List<Code> of(Code body) {
    Statements statements = new Statements(body);
    for (int from = 0; from < body.size(); ) {
      int end = statements.end(from);
      statements.parts.add(body.part(from, end));
      from = end;
    }
    return statements.parts;
  }

  private int end(int from) {
    Token first = body.get(from);
    if (first.isAnyOf("BEGIN", "LOOP", "ELSE", "EXCEPTION")) {
      return from + 1;
    }
    if (first.isAnyOf("IF", "ELSIF", "ELSEIF", "WHEN")) {
      return behind(from, endOfCondition(from + 1));
    }
    if (first.isAnyOf("WHILE", "FOR", "FOREACH")) {
      return behind(from, body.find(from, "LOOP"));
    }
    if (first.is("DECLARE")) {
      return behind(from, body.find(from, "BEGIN")) - 1;
    }
    if (first.is("CASE")) {
      throw body.part(from, Math.min(from + 10, body.size())).refused("a statement CASE");
    }
    if (first.is("<") && body.isAt(from + 1, "<")) {
      return behind(from, body.find(from, ">") + 1);
    }
    int end = body.find(from, ";");
    return first.is("END") && end == body.size() ? end : behind(from, end);
  }

  private int behind(int from, int last) {
    if (last >= body.size()) {
      throw body.from(from).refused("a statement without an end");
    }
    return last + 1;
  }

  /** The THEN that is of no CASE. */
  private int endOfCondition(int from) {
    int depth = 0;
    for (int i = from; ; i++) {
      i = body.find(i, "CASE", "END", "THEN");
      if (body.isAt(i, "CASE")) {
        depth++;
      } else if (body.isAt(i, "END")) {
        depth--;
      } else if (depth == 0 || i == body.size()) {
        return i;
      }
    }
  }
}

package org.datamove.it;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Makes what {@code jsonb_pretty} prints shorter: what fits into a line gets only one. */
final class Compact {

  private static final int WIDTH = 100;

  /** The lines between an opening bracket and its closing one, and the line that opened it. */
  private record Block(String opening, List<String> lines) {

    /** One line if possible, with the closing bracket, else the lines as they are. */
    List<String> close(String closing) {
      String indent = opening.substring(0, opening.length() - opening.stripLeading().length());
      StringBuilder line = new StringBuilder(opening);
      lines.forEach(
          inner -> line.append(line.length() > opening.length() ? " " : "").append(inner.strip()));
      line.append(closing.strip());
      boolean nested = lines.stream().anyMatch(inner -> inner.startsWith(indent + "     "));
      if (line.length() <= WIDTH && !nested) {
        return List.of(line.toString());
      }
      List<String> all = new ArrayList<>();
      all.add(opening);
      all.addAll(lines);
      all.add(closing);
      return all;
    }
  }

  private Compact() {}

  /**
   * A string never contains a line's end, so brackets at the end and start of lines are structure.
   */
  static String json(String pretty) {
    Deque<Block> open = new ArrayDeque<>();
    open.push(new Block("", new ArrayList<>()));
    for (String line : pretty.lines().toList()) {
      String bare = line.strip();
      if (bare.endsWith("{") || bare.endsWith("[")) {
        open.push(new Block(line, new ArrayList<>()));
      } else if (bare.startsWith("}") || bare.startsWith("]")) {
        Block block = open.pop();
        open.element().lines().addAll(block.close(line));
      } else {
        open.element().lines().add(line);
      }
    }
    return String.join("\n", open.element().lines());
  }
}

package org.datamove.it;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/** Makes what transcripts show shorter: JSON by lines that fit, tables by a digest. */
final class Compact {

  private static final int WIDTH = 100;
  private static final int SHOWN_ROWS = 12;
  private static final int SHOWN_CHARS = 400;

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

  /** A line of columns and the rows, of which the first are shown, and the digest of all. */
  static String rows(String shown) {
    List<String> lines = shown.lines().toList();
    StringBuilder text = new StringBuilder();
    for (String line : lines.subList(0, Math.min(lines.size(), SHOWN_ROWS + 1))) {
      text.append(
          line.length() <= SHOWN_CHARS
              ? line
              : line.substring(0, SHOWN_CHARS) + "… sha-256 " + digest(line));
      text.append('\n');
    }
    if (lines.size() > SHOWN_ROWS + 1) {
      text.append("… ").append(lines.size() - 1).append(" rows, sha-256 ");
      text.append(digest(shown)).append('\n');
    }
    return text.toString();
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

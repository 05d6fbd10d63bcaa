package org.datamove.docs;

import java.util.ArrayList;
import java.util.List;

/**
 * A code block of a page of Markdown.
 *
 * @param kind what it is
 * @param start the line of its opening fence, from 0; of an indented block its first line
 * @param end the line behind its closing fence
 * @param text what is in it, without a line end at its end
 * @param info the word behind the opening fence, empty for none
 */
public record CodeBlock(Kind kind, int start, int end, String text, String info) {

  /** What a block is. */
  public enum Kind {
    /** Statements and commands to be typed into psql, which shows nothing or the block after it. */
    INPUT,
    /** What the block before it shows. */
    OUTPUT,
    /** One statement, an empty line, and what it shows. */
    SESSION,
    /** One that a comment before it says is not run, and why. */
    NOT_RUN,
    /** An indented message, of a page that says of its messages what looks for them. */
    MESSAGE,
    /** One that nobody would know what to do with. */
    UNKNOWN
  }

  private static final String FENCE = "```";
  private static final String NOT_RUN = "<!-- not run: ";
  private static final String MESSAGES = "<!-- messages are not run: ";

  /** All blocks of a page, in order. */
  public static List<CodeBlock> of(List<String> page) {
    List<CodeBlock> blocks = new ArrayList<>();
    boolean messages = false;
    for (int i = 0; i < page.size(); i++) {
      String line = page.get(i);
      messages |= line.startsWith(MESSAGES);
      if (line.startsWith(FENCE)) {
        int close = i + 1;
        while (!page.get(close).equals(FENCE)) {
          close++;
        }
        String text = String.join("\n", page.subList(i + 1, close));
        String info = line.substring(FENCE.length());
        boolean marked = i > 0 && page.get(i - 1).startsWith(NOT_RUN);
        Kind kind = marked ? Kind.NOT_RUN : kind(info, text, page, i, blocks);
        blocks.add(new CodeBlock(kind, i, close + 1, text, info));
        i = close;
      } else if (line.startsWith("    ") && i > 0 && page.get(i - 1).isEmpty()) {
        Kind kind = messages ? Kind.MESSAGE : Kind.UNKNOWN;
        blocks.add(new CodeBlock(kind, i, i + 1, line.strip(), ""));
      }
    }
    return blocks;
  }

  private static Kind kind(
      String info, String text, List<String> page, int start, List<CodeBlock> before) {
    if (info.equals("sql")) {
      return Kind.INPUT;
    }
    if (!info.isEmpty()) {
      return Kind.UNKNOWN;
    }
    CodeBlock last = before.isEmpty() ? null : before.get(before.size() - 1);
    if (last != null && last.kind == Kind.INPUT && isNext(page, last.end, start)) {
      return Kind.OUTPUT;
    }
    return text.startsWith("SELECT ") && text.contains(";\n\n") ? Kind.SESSION : Kind.UNKNOWN;
  }

  /** Whether there are only empty lines between two lines. */
  private static boolean isNext(List<String> page, int from, int to) {
    return page.subList(from, to).stream().allMatch(String::isEmpty);
  }
}

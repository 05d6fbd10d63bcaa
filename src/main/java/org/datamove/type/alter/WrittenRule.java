package org.datamove.type.alter;

/**
 * Whether a column's type keeps a value, told from how PostgreSQL writes it back: it does where
 * that is another spelling of the same value ({@code docs/types.md}, "Altered values"). Stateless.
 */
@FunctionalInterface
public interface WrittenRule {
  /**
   * Whether both are the same value.
   *
   * @param text the value as the file has it
   * @param written the value as the type's output function writes it, not the same text
   */
  boolean keeps(String text, String written);
}

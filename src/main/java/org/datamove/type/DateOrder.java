package org.datamove.type;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * In which order year, month and day of a date in digits are read: the second word of {@code
 * DateStyle} (manual, "Date/Time Input Interpretation").
 */
public enum DateOrder {
  /** Day, month, year. */
  DMY("the day"),
  /** Month, day, year. */
  MDY("the month"),
  /** Year, month, day. */
  YMD("the year");

  private final String first;

  DateOrder(String first) {
    this.first = first;
  }

  /**
   * The order that a session reads.
   *
   * @param dateStyle the setting as {@code SHOW DateStyle} gives it, such as {@code ISO, MDY}; null
   *     where it is not known
   * @return PostgreSQL's default where no order is named
   */
  public static DateOrder of(String dateStyle) {
    String style = dateStyle == null ? "" : dateStyle.toUpperCase(Locale.ROOT);
    for (DateOrder order : values()) {
      if (style.contains(order.name())) {
        return order;
      }
    }
    return MDY;
  }

  /** The orders it is told from: day and month change places, a year in front may be either. */
  public Stream<DateOrder> mistakenFor() {
    return switch (this) {
      case DMY -> Stream.of(MDY);
      case MDY -> Stream.of(DMY);
      case YMD -> Stream.of(DMY, MDY);
    };
  }

  /** What comes first: {@code the day}. */
  public String first() {
    return first;
  }

  /** What has this order read: {@code SET DateStyle = 'ISO, DMY'}. */
  public String statement() {
    return "SET DateStyle = 'ISO, " + name() + "'";
  }
}

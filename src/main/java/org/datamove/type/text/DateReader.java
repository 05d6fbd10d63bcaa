package org.datamove.type.text;

import java.util.List;
import java.util.Objects;
import org.datamove.type.DateOrder;
import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;

/**
 * Finds the dates in digits in the values of a type that holds dates.
 *
 * @param order how the session reads them
 * @param type the type, below its domains
 */
public record DateReader(DateOrder order, PgType type) {
  /** The reader for a type; null where it holds no dates. */
  public static DateReader of(PgType type, ValueSettings settings) {
    return type.holdsDates() ? new DateReader(settings.dateOrder(), type) : null;
  }

  /** The dates in a value whose parts their order alone tells apart. */
  public List<NumberedDate> dates(String value) {
    return Literal.dates(type, value).stream()
        .map(NumberedDate::of)
        .filter(Objects::nonNull)
        .toList();
  }
}

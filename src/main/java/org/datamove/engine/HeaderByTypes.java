package org.datamove.engine;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.datamove.csv.HeaderJudge;
import org.datamove.type.InferredType;
import org.datamove.type.infer.TypeInference;

/**
 * Takes a first record for data where it has no name of the table's columns, every column that is
 * not text for the rest of the sample is none with its first value either, and one of these values
 * is a date, a time stamp, a decimal or a UUID, in whatever spelling. Whole numbers prove nothing:
 * years are names. A record that is alone must have values of two such types at least, as names may
 * all be dates.
 */
final class HeaderByTypes implements HeaderJudge {
  private static final Set<InferredType> TELLING =
      EnumSet.of(
          InferredType.DATE, InferredType.TIMESTAMP, InferredType.TIMESTAMPTZ, InferredType.UUID);

  private final List<String> tableColumns;

  HeaderByTypes(List<String> tableColumns) {
    this.tableColumns = tableColumns;
  }

  @Override
  public boolean isData(List<String> first, List<List<String>> rest) {
    if (first.stream().anyMatch(this::isName)) {
      return false;
    }
    if (rest.isEmpty()) {
      return isDataAlone(first);
    }
    boolean told = false;
    for (int i = 0; i < first.size(); i++) {
      int field = i;
      String value = first.get(i);
      List<String> values = rest.stream().map(record -> record.get(field)).toList();
      if (value != null && !mayBeText(values)) {
        if (!fits(value, values)) {
          return false;
        }
        told |= isTelling(value);
      }
    }
    return told;
  }

  private static boolean mayBeText(List<String> values) {
    return type(values) == InferredType.TEXT && NationalSpelling.of(values) == null;
  }

  /** Whether a value is one of a column's, as the others are no text. */
  private static boolean fits(String value, List<String> others) {
    NationalSpelling spelling = NationalSpelling.of(others);
    List<String> all = Stream.concat(others.stream(), Stream.of(value)).toList();
    return type(all) != InferredType.TEXT || (spelling != null && spelling.fits(value));
  }

  private static boolean isDataAlone(List<String> record) {
    Set<Enum<?>> types = new HashSet<>();
    for (String value : record) {
      List<String> alone = Collections.singletonList(value);
      InferredType type = type(alone);
      types.add(type == InferredType.TEXT ? NationalSpelling.of(alone) : type);
    }
    types.remove(null);
    return types.size() > 1 && record.stream().anyMatch(HeaderByTypes::isTelling);
  }

  private boolean isName(String field) {
    return field != null && tableColumns.stream().anyMatch(field.strip()::equalsIgnoreCase);
  }

  /** Whether a value by itself is no name; numbers without a point may be. */
  private static boolean isTelling(String value) {
    if (value == null) {
      return false;
    }
    List<String> alone = List.of(value);
    if (TELLING.contains(type(alone))) {
      return true;
    }
    NationalSpelling spelling = NationalSpelling.of(alone);
    return spelling != null && spelling.tells(value);
  }

  private static InferredType type(List<String> values) {
    TypeInference column = new TypeInference();
    for (String value : values) {
      if (value != null) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        column.add(bytes, 0, bytes.length, 1);
      }
    }
    return column.finish().type();
  }
}

package org.datamove.engine;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.datamove.csv.HeaderJudge;
import org.datamove.type.InferredType;
import org.datamove.type.TypeInference;

/**
 * Takes a first record for data where it has no name of the table's columns, every column that is
 * not text for the rest of the sample is none with its first value either, and one of these values
 * is a date, a time stamp, a decimal or a UUID. Whole numbers prove nothing: years are names. A
 * record that is alone must have values of two such types at least, as names may all be dates.
 */
final class HeaderByTypes implements HeaderJudge {
  private static final Set<InferredType> TELLING =
      EnumSet.of(
          InferredType.DATE,
          InferredType.TIMESTAMP,
          InferredType.TIMESTAMPTZ,
          InferredType.NUMERIC,
          InferredType.UUID);

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
      TypeInference column = new TypeInference();
      boolean values = false;
      for (List<String> record : rest) {
        values |= add(column, record.get(i));
      }
      if (values && column.finish().type() != InferredType.TEXT && add(column, first.get(i))) {
        if (column.finish().type() == InferredType.TEXT) {
          return false;
        }
        told |= isTelling(first.get(i));
      }
    }
    return told;
  }

  private static boolean isDataAlone(List<String> record) {
    Set<InferredType> types = EnumSet.noneOf(InferredType.class);
    record.stream().filter(Objects::nonNull).map(HeaderByTypes::type).forEach(types::add);
    types.remove(InferredType.TEXT);
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
    InferredType type = type(value);
    return TELLING.contains(type) && (type != InferredType.NUMERIC || value.indexOf('.') >= 0);
  }

  private static InferredType type(String value) {
    TypeInference alone = new TypeInference();
    add(alone, value);
    return alone.finish().type();
  }

  private static boolean add(TypeInference column, String value) {
    if (value == null) {
      return false;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    column.add(bytes, 0, bytes.length, 1);
    return true;
  }
}

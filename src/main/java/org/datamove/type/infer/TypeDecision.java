package org.datamove.type.infer;

import java.util.ArrayList;
import java.util.List;
import org.datamove.type.InferredType;
import org.datamove.type.infer.Evidence.First;
import org.datamove.type.infer.Shape.Nearness;
import org.datamove.type.infer.Shape.Types;

/**
 * The outcome for a column.
 *
 * @param note why the type is no narrower; null when there is nothing to explain
 */
record TypeDecision(InferredType type, String note) {
  private static final int TEMPORAL = Types.DATE | Types.TIME | Types.TIMESTAMP | Types.TIMESTAMPTZ;

  static TypeDecision of(Evidence evidence, ArrayLengths lengths, ListNumbers lists, long nulls) {
    long values = evidence.values();
    if (values == 0) {
      String reason = nulls == 0 ? "the file has no rows" : "every value is NULL";
      return text("text because " + reason);
    }
    if (evidence.count(Shape.NOT_FINITE) == values) {
      return text("text: NaN and Infinity without a number");
    }
    // The types that hold all values up to some value; the value that leaves none decided it.
    boolean numbers = lengths.values() == values;
    boolean vectors = numbers && lists.areVectors(lengths.common());
    if (numbers && !vectors && lengths.common() >= 2) {
      return list(lists);
    }
    int types = vectors && !lengths.areMixed() ? Types.ALL : Types.ALL & ~Types.VECTOR;
    for (First first : evidence.firsts()) {
      int before = types;
      types &= first.shape().types();
      if (types == 0) {
        String note = textNote(evidence, first, before);
        return text(numbers && note != null ? note + " (" + lengths.describe() + ")" : note);
      }
    }
    if ((types & Types.VECTOR) != 0) {
      String rounded = lists.changed();
      return new TypeDecision(
          InferredType.VECTOR, rounded == null ? null : "real rounds decimals: " + rounded);
    }
    if (numbers && lengths.areMixed()) {
      String note = "jsonb: arrays of different lengths (" + lengths.describe() + ")";
      return new TypeDecision(InferredType.JSONB, note);
    }
    return switch (types) {
      case Types.BOOLEAN -> new TypeDecision(InferredType.BOOLEAN, null);
      case Types.DATE -> new TypeDecision(InferredType.DATE, null);
      case Types.TIME -> new TypeDecision(InferredType.TIME, null);
      case Types.TIMESTAMP -> new TypeDecision(InferredType.TIMESTAMP, null);
      case Types.TIMESTAMPTZ -> new TypeDecision(InferredType.TIMESTAMPTZ, null);
      case Types.UUID -> new TypeDecision(InferredType.UUID, null);
      case Types.JSONB, Types.JSONB | Types.ARRAY -> new TypeDecision(InferredType.JSONB, null);
      case Types.ARRAY -> array(evidence);
      default -> number(evidence);
    };
  }

  /** What no vector gives back. */
  private static TypeDecision list(ListNumbers lists) {
    if (lists.leadingZeros() != null) {
      return text("text because of " + lists.leadingZeros() + ": leading zeros would be lost");
    }
    InferredType type = lists.array() == null ? InferredType.TEXT : lists.array();
    return new TypeDecision(type, type.sqlName() + ": real would change " + lists.changed());
  }

  private static TypeDecision text(String note) {
    return new TypeDecision(InferredType.TEXT, note);
  }

  private static TypeDecision number(Evidence evidence) {
    List<Shape> narrower = new ArrayList<>(List.of(Shape.INT4));
    if (has(evidence, Shape.EXPONENT, Shape.NOT_FINITE)) {
      narrower.addAll(List.of(Shape.INT8, Shape.BIG_INTEGER, Shape.DECIMAL));
      return widened(
          InferredType.DOUBLE_PRECISION, evidence, narrower, Shape.EXPONENT, Shape.NOT_FINITE);
    }
    if (has(evidence, Shape.DECIMAL, Shape.BIG_INTEGER)) {
      narrower.add(Shape.INT8);
      return widened(InferredType.NUMERIC, evidence, narrower, Shape.DECIMAL, Shape.BIG_INTEGER);
    }
    if (has(evidence, Shape.INT8)) {
      return widened(InferredType.BIGINT, evidence, narrower, Shape.INT8);
    }
    return new TypeDecision(InferredType.INTEGER, null);
  }

  private static TypeDecision array(Evidence evidence) {
    List<Shape> narrower = new ArrayList<>(List.of(Shape.ARRAY_INT4));
    if (has(evidence, Shape.ARRAY_NUMERIC)) {
      narrower.add(Shape.ARRAY_INT8);
      return widened(InferredType.NUMERIC_ARRAY, evidence, narrower, Shape.ARRAY_NUMERIC);
    }
    return has(evidence, Shape.ARRAY_INT8)
        ? widened(InferredType.BIGINT_ARRAY, evidence, narrower, Shape.ARRAY_INT8)
        : new TypeDecision(InferredType.INTEGER_ARRAY, null);
  }

  private static boolean has(Evidence evidence, Shape... shapes) {
    return earliest(evidence, shapes) != null;
  }

  /** The first value of one of the shapes; null if there is none. */
  private static First earliest(Evidence evidence, Shape... shapes) {
    First earliest = null;
    for (Shape shape : shapes) {
      First first = evidence.first(shape);
      if (first != null && (earliest == null || first.value() < earliest.value())) {
        earliest = first;
      }
    }
    return earliest;
  }

  /** Tells what widened a column that began narrower, or is so for the greater part. */
  private static TypeDecision widened(
      InferredType type, Evidence evidence, List<Shape> narrower, Shape... wider) {
    First cause = earliest(evidence, wider);
    long narrow = narrower.stream().mapToLong(evidence::count).sum();
    boolean noteworthy = cause.value() > 1 || 2 * narrow > evidence.values();
    return new TypeDecision(type, noteworthy ? because(type, cause) : null);
  }

  private static String textNote(Evidence evidence, First cause, int typesBefore) {
    long ambiguous = evidence.count(Shape.DATE_AMBIGUOUS);
    if (ambiguous == evidence.values()) {
      return "text: day and month order is ambiguous";
    }
    if (ambiguous + evidence.count(Shape.DATE_OTHER) == evidence.values()) {
      return "text: dates are not in ISO form (YYYY-MM-DD)";
    }
    boolean beganNarrower = cause.value() > 1;
    boolean mostlyNarrower = evidence.count(Nearness.NEAR) > evidence.count(Nearness.FAR);
    if (!beganNarrower && !mostlyNarrower) {
      return null;
    }
    String reason = reason(evidence, cause, typesBefore);
    return because(InferredType.TEXT, cause) + (reason.isEmpty() ? "" : ": " + reason);
  }

  private static String because(InferredType type, First cause) {
    return type.sqlName() + " because of " + place(cause);
  }

  private static String place(First first) {
    return "\"" + oneLine(first.text()) + "\" on " + first.where();
  }

  private static String reason(Evidence evidence, First cause, int typesBefore) {
    Shape shape = cause.shape();
    if (typesBefore == Types.NUMERIC && shape.types() == Types.DOUBLE) {
      First lossy = earliest(evidence, Shape.DOUBLE_DROPS_ZEROS, Shape.DOUBLE_ROUNDS);
      return "double precision would change " + place(lossy);
    }
    if ((shape.types() & TEMPORAL) == 0 || (typesBefore & TEMPORAL) == 0) {
      return shape == Shape.NOT_JSON && (typesBefore & Types.JSONB) == 0 ? "" : shape.reason();
    }
    int mixed = shape.types() | typesBefore;
    if (mixed == (Types.TIMESTAMP | Types.TIMESTAMPTZ)) {
      return "only some timestamps have a time zone";
    }
    return (mixed & Types.TIME) == 0 ? "dates and timestamps are mixed" : "";
  }

  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> line.append(Character.isISOControl(c) ? ' ' : c);
      }
    }
    return line.toString();
  }
}

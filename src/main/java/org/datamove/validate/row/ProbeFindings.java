package org.datamove.validate.row;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.datamove.catalog.RowProbe;
import org.datamove.csv.Excerpt;
import org.datamove.error.ErrorFields;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Judge;

/** What is told of constraints, after PostgreSQL's own words. */
final class ProbeFindings {
  private static final int VALUE_CHARS = 200;

  private ProbeFindings() {}

  /**
   * A row that a constraint refuses.
   *
   * @param values of the constraint's columns
   * @param verdict the error that its expression raises; null where it does not hold
   * @param partitioned whether PostgreSQL names the partition that the row would go to
   */
  static Finding refusal(
      RowProbe probe,
      long row,
      long place,
      List<String> values,
      Judge.Verdict verdict,
      boolean partitioned) {
    FindingCode code = code(probe);
    String columns = String.join(", ", probe.columns());
    String value =
        values.isEmpty()
            ? null
            : Excerpt.orWhole(
                values.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                VALUE_CHARS);
    boolean raised = verdict != null && !verdict.accepted();
    return new Finding(
        code,
        columns.isEmpty() ? null : columns,
        row,
        place,
        value,
        raised ? verdict.message() : message(probe, "(" + columns + ")=(" + value + ")", values),
        raised ? verdict.detail() : null,
        raised ? verdict.sqlState() : code.sqlState(),
        isOfPartitions(probe) ? null : probe.name(),
        null,
        null,
        raised ? verdict.about() : about(probe, partitioned));
  }

  private static FindingCode code(RowProbe probe) {
    return switch (probe.kind()) {
      case FOREIGN_KEY -> FindingCode.FOREIGN_KEY_VIOLATION;
      case KEY -> FindingCode.KEY_EXISTS;
      case EXCLUSION -> FindingCode.EXCLUSION_VIOLATION;
      case CHECK -> FindingCode.CHECK_VIOLATION;
      case NO_PARTITION, PARTITION, OF_PARTITION -> FindingCode.NO_PARTITION;
    };
  }

  private static boolean isOfPartitions(RowProbe probe) {
    return code(probe) == FindingCode.NO_PARTITION;
  }

  private static String message(RowProbe probe, String key, List<String> values) {
    return switch (probe.kind()) {
      case FOREIGN_KEY ->
          values.contains(null)
              ? "key " + key + " of MATCH FULL mixes NULL with other values"
              : "key " + key + " is not in table \"" + probe.parent() + "\"";
      case KEY -> "key " + key + " of \"" + probe.name() + "\" is in the table already";
      case EXCLUSION ->
          "key " + key + " of \"" + probe.name() + "\" conflicts with one in the table";
      case CHECK -> "new row violates check constraint \"" + probe.name() + "\"";
      case NO_PARTITION -> "no partition of relation \"" + probe.table() + "\" found for row";
      case PARTITION, OF_PARTITION ->
          "new row for relation \"" + probe.table() + "\" violates partition constraint";
    };
  }

  private static ErrorFields about(RowProbe probe, boolean partitioned) {
    if (isOfPartitions(probe)) {
      return new ErrorFields(probe.schema(), probe.table(), null, null, null);
    }
    return partitioned
        ? ErrorFields.NONE
        : new ErrorFields(probe.schema(), probe.table(), null, probe.name(), null);
  }

  /** A constraint that PostgreSQL could not be asked about, with what it said. */
  static Finding unable(RowProbe probe, String message) {
    return notForeseen(probe, "PostgreSQL says of a trial: " + message + ".");
  }

  /** A constraint that only the load tries. */
  static Finding notForeseen(RowProbe probe, String reason) {
    String what =
        switch (probe.kind()) {
          case FOREIGN_KEY -> "foreign key \"" + probe.name() + "\"";
          case KEY -> "unique key \"" + probe.name() + "\"";
          case EXCLUSION -> "exclusion constraint \"" + probe.name() + "\"";
          case CHECK -> "check constraint \"" + probe.name() + "\"";
          case NO_PARTITION, PARTITION -> "the partition for rows of \"" + probe.table() + "\"";
          case OF_PARTITION -> "constraint \"" + probe.name() + "\"";
        };
    return Finding.ofColumn(
            FindingCode.NOT_FORESEEN,
            probe.columns().isEmpty() ? null : String.join(", ", probe.columns()),
            what + " is checked by the load only",
            reason)
        .advise("To have it tried in a dry run, set", Map.of("rehearse", true));
  }
}

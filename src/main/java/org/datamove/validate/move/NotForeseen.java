package org.datamove.validate.move;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.datamove.catalog.ColumnInfo;
import org.datamove.csv.Row;
import org.datamove.request.EventTrigger;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;

/** What only the load finds out; a dry run says so. */
public final class NotForeseen implements Rule {
  private static final Pattern COMMAND =
      Pattern.compile(
          "^(CREATE|ALTER|DROP|COMMENT)\\b(?: (?:UNIQUE|TEMPORARY|UNLOGGED))?"
              + "(?: (TABLE|INDEX|SEQUENCE)\\b)?");

  @Override
  public void check(Subject subject, Findings findings) {
    if (subject.request().dryRun() && subject.request().table().rowSecurityActive()) {
      String table = "\"" + subject.request().target().display() + "\"";
      findings.add(
          advised(
              Finding.ofColumn(
                  FindingCode.NOT_FORESEEN,
                  null,
                  "row security of table " + table + " is checked by the load only",
                  null)));
    }
  }

  /** NULL for a column that does not hold it, and that a trigger may fill in. */
  public static Finding ofNull(String column, String filler, Row row) {
    return advised(
        Finding.ofRow(
            FindingCode.NOT_FORESEEN,
            column,
            row.number(),
            row.place(),
            null,
            "null value in column \"" + column + "\", which " + filler + " may fill"));
  }

  /** A column that the file does not have, does not hold NULL, and that a trigger may fill in. */
  public static Finding ofAbsent(Subject subject, ColumnInfo column, String filler) {
    return advised(
        subject.finding(
            FindingCode.NOT_FORESEEN,
            column.name(),
            "column \"" + column.name() + "\" is not in the file, and " + filler + " may fill it",
            null));
  }

  /**
   * What event triggers may make of a plan.
   *
   * @param commands its steps as SQL
   */
  public static void eventTriggers(
      List<EventTrigger> triggers, List<String> commands, Findings findings) {
    for (EventTrigger trigger : triggers) {
      commands.stream()
          .map(NotForeseen::tag)
          .filter(tag -> tag != null && trigger.isFor(tag))
          .findFirst()
          .ifPresent(tag -> findings.add(ofEventTrigger(trigger, tag)));
    }
  }

  private static Finding ofEventTrigger(EventTrigger trigger, String tag) {
    return advised(
        Finding.ofColumn(
            FindingCode.NOT_FORESEEN,
            null,
            "event trigger \"" + trigger.name() + "\" fires for " + tag + " and may refuse it",
            null));
  }

  /** The tag of a command that event triggers fire for; null for others. */
  private static String tag(String sql) {
    Matcher command = COMMAND.matcher(sql);
    if (!command.find()) {
      return null;
    }
    // Of the commands of a plan only this one takes its columns from a query.
    boolean query = sql.startsWith("CREATE TEMPORARY TABLE ") && sql.contains(" AS SELECT ");
    return command.group(1)
        + (command.group(2) == null ? "" : " " + command.group(2))
        + (query ? " AS" : "");
  }

  private static Finding advised(Finding finding) {
    return finding.advise("To have it tried in a dry run, set", Map.of("rehearse", true));
  }
}

package org.datamove.plan;

import java.util.ArrayList;
import java.util.List;

/** The ALTER steps of a table whose columns follow the file. */
final class EvolutionSteps {
  private EvolutionSteps() {}

  static List<Step> of(String target, Evolution evolution) {
    String alter = "ALTER TABLE " + target + " ";
    List<Step> steps = new ArrayList<>();
    for (Evolution.Dropped column : evolution.dropped()) {
      String lost =
          column.lostValues() == null ? "" : " (values lost: " + column.lostValues() + ")";
      steps.add(
          new Step.Statement(
              "drop_column",
              "drop column " + column.name() + lost,
              alter + "DROP COLUMN " + Sql.name(column.name())));
    }
    for (Evolution.Widened column : evolution.widened()) {
      steps.add(
          new Step.Statement(
              "alter_type",
              (column.asked() ? "change column " : "widen column ")
                  + column.name()
                  + " from "
                  + column.from().display()
                  + " to "
                  + column.to().display()
                  + " "
                  + column.reason(),
              alter + "ALTER COLUMN " + Sql.name(column.name()) + " TYPE " + column.to().sql()));
      if (column.sequence() != null) {
        steps.add(
            new Step.Statement(
                "alter_sequence",
                "widen the sequence of column " + column.name(),
                "ALTER SEQUENCE " + column.sequence() + " AS bigint"));
      }
    }
    for (Evolution.Added column : evolution.added()) {
      steps.add(
          new Step.Statement(
              "add_column",
              "add column "
                  + column.name()
                  + " of type "
                  + column.type().display()
                  + (column.note() == null ? "" : " (" + column.note() + ")"),
              alter + "ADD COLUMN " + Sql.name(column.name()) + " " + column.type().sql()));
    }
    return steps;
  }
}

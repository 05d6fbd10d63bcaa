package org.datamove.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.datamove.catalog.RowProbe;
import org.datamove.key.KeyCollector;
import org.datamove.plan.Evolution;
import org.datamove.plan.FileFacts;
import org.datamove.plan.TablePlanner;
import org.datamove.request.Request;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.row.Rejects;
import org.datamove.validate.row.RowChecker;
import org.datamove.validate.row.RowProbes;

/**
 * Reads a file once more to try its rows with the constraints of a table whose columns follow it:
 * only all rows tell which columns stay as they are.
 */
final class ConstraintPass {
  private final Request request;
  private final FileFacts facts;
  private final Evolution evolution;
  private final Inquiries database;
  private final JobScratch scratch;

  ConstraintPass(
      Request request,
      FileFacts facts,
      Evolution evolution,
      Inquiries database,
      JobScratch scratch) {
    this.scratch = scratch;
    this.request = request;
    this.facts = facts;
    this.evolution = evolution;
    this.database = database;
  }

  /**
   * Tells of the rows that are certain to be refused, and of the constraints that are not tried.
   *
   * @return how many rows their values or constraints have refused; null where none were read
   */
  Long run(Findings findings) throws IOException, InterruptedException {
    Trials trials = Trials.of(request, facts.names(), constraints(), database, findings::add);
    if (trials.isEmpty()) {
      return null;
    }
    RowProbes probes = trials.probes();
    probes.keep(findings::add);
    ReferenceCheck references = trials.references(scratch);
    int fields = facts.names().size();
    KeyCollector keys = new KeyCollector(List.of(), references.keys(), fields, scratch);
    Findings known = new Findings(1);
    try (OpenFile file = new OpenFile(request, facts.delimiter(), known, database.judge())) {
      Rejects counted = request.options().rejects() ? new Rejects(file.csv::record, null) : null;
      RowChecker checker =
          new RowChecker(
              fields,
              LoadChecks.of(request, TablePlanner.columns(request, facts, evolution)),
              known,
              database.judge(),
              counted,
              keys,
              probes);
      ProfilePass.check(file.csv, checker);
      references.report(keys, findings, counted);
      keys.clear();
      return Rejects.count(counted);
    }
  }

  /** Those that the table has afterwards: with a column goes every constraint that uses it. */
  private List<RowProbe> constraints() throws InterruptedException {
    List<RowProbe> constraints = new ArrayList<>();
    for (RowProbe constraint : database.prober().probes(facts.names())) {
      if (evolution.dropped().stream().noneMatch(each -> constraint.usesAbsent(each.name()))) {
        constraints.add(
            retyped(constraint)
                .map(column -> constraint.impeded("Column \"" + column + "\" gets another type."))
                .orElse(constraint));
      }
    }
    return constraints;
  }

  private Optional<String> retyped(RowProbe constraint) {
    return evolution.widened().stream()
        .map(Evolution.Widened::name)
        .filter(name -> constraint.columns().contains(name) || constraint.refersTo(name))
        .findFirst();
  }
}

package org.datamove.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.datamove.catalog.ColumnInfo;
import org.datamove.csv.CsvFile;
import org.datamove.key.KeyCollector;
import org.datamove.plan.Evolution;
import org.datamove.plan.FileFacts;
import org.datamove.plan.Plan;
import org.datamove.plan.TablePlanner;
import org.datamove.request.Request;
import org.datamove.validate.file.StructureCheck;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Operation;
import org.datamove.validate.row.Rejects;
import org.datamove.validate.row.RowChecker;
import org.datamove.validate.row.RowProbes;
import org.datamove.validate.row.TargetColumn;

/**
 * A table whose columns stay. The rows are read for a dry run, and once the move cannot succeed
 * anyway, so that all problems are told together; otherwise they are checked while they are loaded.
 */
final class ExistingSchemaPass implements PlanPass {
  private final Request request;
  private final Findings findings;
  private final Inquiries database;
  private final Rejects rejects;
  private final JobScratch scratch;
  private long rows;

  ExistingSchemaPass(
      Request request, Findings findings, Inquiries database, Rejects rejects, JobScratch scratch) {
    this.scratch = scratch;
    this.rejects = rejects;
    this.request = request;
    this.findings = findings;
    this.database = database;
  }

  @Override
  public Plan plan(CsvFile file, FileFacts facts) throws IOException, InterruptedException {
    if (request.dryRun() || findings.errors() > 0) {
      Findings notes = request.dryRun() ? findings : null;
      KeyCheck keys = new KeyCheck(request, facts.names(), notes, scratch, database);
      Consumer<Finding> noted = notes == null ? finding -> {} : notes::add;
      Trials trials = Trials.of(request, facts.names(), database, noted);
      keys.refer(trials.references(scratch));
      rows = ProfilePass.check(file, checker(facts.names(), keys.collector(), trials.probes()));
      keys.report(keys.tableForms(), file::words, findings, rejects);
      if (rejects != null) {
        rejects.checkLimit(request.options().rejectLimit(), rows, findings);
      }
      StructureCheck.rows(
          file, request, Operation.EXISTING_SCHEMA, rows, Rejects.count(rejects), findings);
    }
    return findings.errors() > 0
        ? null
        : TablePlanner.plan(request, facts, Operation.EXISTING_SCHEMA, Evolution.NONE, false);
  }

  /** Checks for every field whose column the table has. */
  private RowChecker checker(List<String> names, KeyCollector keys, RowProbes probes) {
    List<TargetColumn> targets = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      ColumnInfo column = request.table().column(names.get(i));
      if (column != null && !column.isGenerated() && taken.add(column.name())) {
        TargetColumn target =
            ColumnRules.target(
                request, column.name(), i, column.nullable(), column.type(), column.baseType());
        targets.add(ColumnRules.withFiller(request, column, target));
      }
    }
    return new RowChecker(names.size(), targets, findings, database.judge(), rejects, keys, probes);
  }

  @Override
  public long rows() {
    return rows;
  }
}

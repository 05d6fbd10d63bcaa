package org.datamove.engine;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.datamove.csv.CsvFile;
import org.datamove.error.ErrorCode;
import org.datamove.error.SourceException;
import org.datamove.execute.LeftOut;
import org.datamove.key.KeyCollector;
import org.datamove.load.ChunkDirectory;
import org.datamove.load.ChunkSink;
import org.datamove.load.CorrectedRows;
import org.datamove.load.Loader;
import org.datamove.plan.Step;
import org.datamove.request.Request;
import org.datamove.result.Loaded;
import org.datamove.result.Outcome;
import org.datamove.result.Report;
import org.datamove.source.Machine;
import org.datamove.validate.file.StructureCheck;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.finding.Judge;
import org.datamove.validate.move.Operation;
import org.datamove.validate.row.LeftOutRows;
import org.datamove.validate.row.Rejects;
import org.datamove.validate.row.RepeatedRows;
import org.datamove.validate.row.RowChecker;
import org.datamove.validate.row.RowProbes;
import org.datamove.validate.row.TargetColumn;

/** Reads a file for its load: checks its rows, and encodes them for the way in which they go in. */
final class LoadJob implements AutoCloseable {
  private static final Set<String> LISTS = Set.of("_float4", "_int8", "_numeric", "_float8");

  /** Where chunks and rows that are put aside go. */
  interface Sink extends ChunkSink, Rejects.Sink, CorrectedRows.Sink {}

  private final Request request;
  private final Operation operation;
  private final Step.Load step;
  private final Inquiries database;
  private final Sink sink;
  private final JobScratch scratch;
  private final LeftOut leftOut;
  private final Foresight foresight;
  private volatile ChunkDirectory directory;
  private volatile CsvFile csv;

  LoadJob(
      Request request,
      Operation operation,
      Step.Load step,
      Inquiries database,
      Sink sink,
      LeftOut leftOut,
      Foresight foresight) {
    this.leftOut = leftOut;
    this.foresight = foresight;
    this.request = request;
    this.operation = operation;
    this.step = step;
    this.database = database;
    this.sink = sink;
    this.scratch = new JobScratch(request.session());
  }

  /** Reads the file to its end; everything goes to the sink. */
  Loaded run() throws IOException, InterruptedException {
    long start = System.nanoTime();
    Findings findings = Findings.of(request.options());
    Report report = new Report(request);
    report.operation(operation);
    if (step.method().hasFiles()) {
      directory =
          ChunkDirectory.create(
              request.session().chunkDirectory(), request.session().access().names());
    }
    try (OpenFile file = new OpenFile(request, step.delimiter(), findings, database.judge())) {
      if (!file.csv.identity().equals(step.sourceIdentity())) {
        throw new SourceException(
            ErrorCode.SOURCE_UNREADABLE,
            (file.csv.several() ? "a file of \"" : "file \"")
                + request.csvPath()
                + "\" changed between planning and loading",
            null,
            "Move the file once it is written completely.",
            null);
      }
      csv = file.csv;
      file.reading(database.progress());
      report.source(file.csv);
      Rejects rejects = request.options().rejects() ? new Rejects(file.csv::record, sink) : null;
      List<String> names = file.names(request);
      RowChecker checker = checker(findings, database.judge(), rejects, null, null);
      if (rejects != null) {
        checker.reject(leftOutRows());
        if (!leftOut.isTried()) {
          checker.reject(repeatedRows(names));
        }
        checker.reject(foresight.rows());
      }
      Loader loader =
          new Loader(
              step, request.batchSize(), request.session().encoding(), sink, rejects, bracketed());
      if (file.csv.isOfRejects() && request.session().access().machine() == Machine.SERVER) {
        loader.corrected(new CorrectedRows(sink));
      }
      long rows = loader.load(file.csv, checker, findings, directory);
      if (rejects != null) {
        rejects.checkLimit(request.options().rejectLimit(), rows, findings);
      }
      if (!step.checked()) {
        StructureCheck.rows(file.csv, request, operation, rows, Rejects.count(rejects), findings);
      }
      file.csv.ensureUnchanged();
      report.phase("load", rows, file.csv.bytesRead(), System.nanoTime() - start);
      if (findings.errors() > 0) {
        if (rejects == null && !step.checked()) {
          compareKeys(names, findings);
        }
        throw Outcome.refused(report, findings);
      }
      Findings told = told(findings, operation);
      return Outcome.loaded(report, told, rows, Rejects.count(rejects));
    }
  }

  /** What the plan has not told: where it has read the file, nothing but what goes with rejects. */
  private Findings told(Findings findings, Operation operation) {
    if (request.dryRun()) {
      return new Findings(1);
    }
    if (operation == Operation.EXISTING_SCHEMA) {
      return findings;
    }
    return request.options().rejects() ? findings.ofRows() : new Findings(1);
  }

  /** Fields of new arrays of numbers, whose lists the file may write in brackets. */
  private int[] bracketed() {
    return step.columns().stream()
        .filter(column -> column.type().isBuiltIn(column.type().name()))
        .filter(column -> LISTS.contains(column.type().name()))
        .filter(column -> !NewColumns.isAsked(request, column.name()))
        .filter(column -> request.table() == null || request.table().column(column.name()) == null)
        .mapToInt(Step.LoadColumn::field)
        .toArray();
  }

  private RowChecker checker(
      Findings findings, Judge judge, Rejects rejects, KeyCollector keys, RowProbes probes) {
    List<TargetColumn> targets = LoadChecks.of(request, step, rejects != null);
    return new RowChecker(step.fields(), targets, findings, judge, rejects, keys, probes);
  }

  private LeftOutRows leftOutRows() {
    LeftOutRows rows = new LeftOutRows();
    leftOut.rows().forEach(row -> rows.add(row.place(), row.failure()));
    return rows;
  }

  /**
   * The rows to reject for their keys. That takes a pass of its own over the file, in which those
   * are found that the database is certain to refuse; they have no keys.
   */
  private RepeatedRows repeatedRows(List<String> names) throws IOException, InterruptedException {
    KeyCheck keys = new KeyCheck(request, names, null, scratch, database);
    RowProbes probes = foresight.probes(names, database);
    keys.refer(foresight.references());
    if (keys.collector() == null && probes == null) {
      return new RepeatedRows(List.of(), Long::toString);
    }
    Findings elsewhere = Findings.of(request.options());
    try (OpenFile file = new OpenFile(request, step.delimiter(), elsewhere, database.judge())) {
      Rejects counted = new Rejects(file.csv::record, null);
      RowChecker checker = checker(elsewhere, database.judge(), counted, keys.collector(), probes);
      if (probes == null) {
        checker.reject(foresight.rows());
      }
      if (request.table() != null) {
        ProfilePass.check(file.csv, checker);
        if (foresight.references() != null) {
          foresight.keep(keys.orphans());
        }
        return keys.repeatedRows(
            keys.tableForms(step.columns()), file.csv::words, foresight.seeks());
      }
      ProfilePass pass =
          new ProfilePass(
              names.size(), i -> !NewColumns.isAsked(request, names.get(i)), file.csv, request);
      pass.read(file.csv, checker);
      return keys.repeatedRows(
          NewColumns.forms(request, names, pass.profiles()), file.csv::words, foresight.seeks());
    }
  }

  /**
   * The move fails for values of the file; what its keys and the table's constraints would fail for
   * is told with them.
   */
  private void compareKeys(List<String> names, Findings findings)
      throws IOException, InterruptedException {
    KeyCheck keys = new KeyCheck(request, names, null, scratch, database);
    RowProbes probes = null;
    if (operation == Operation.EXISTING_SCHEMA) {
      Trials trials = Trials.of(request, names, database, finding -> {});
      keys.refer(trials.references(scratch));
      probes = trials.isEmpty() ? null : trials.probes();
    }
    if (keys.collector() == null && probes == null) {
      return;
    }
    if (probes != null) {
      probes.keep(findings::add);
    }
    Findings told = new Findings(1);
    try (OpenFile file = new OpenFile(request, step.delimiter(), told, database.judge())) {
      ProfilePass.check(
          file.csv,
          new RowChecker(
              step.fields(),
              probes == null ? List.of() : LoadChecks.of(request, step, true),
              told,
              database.judge(),
              null,
              keys.collector(),
              probes));
      keys.report(keys.tableForms(step.columns()), file.csv::words, findings, null);
    }
  }

  /** The path of the file that a place is in; null where the request's path names one only. */
  String pathOf(long place) {
    return csv == null ? null : csv.pathOf(place);
  }

  @Override
  public void close() {
    scratch.close();
    if (directory != null) {
      directory.close();
    }
  }
}

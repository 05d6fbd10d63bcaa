package org.datamove.execute;

import java.io.IOException;
import java.util.List;
import org.datamove.execute.Command.End;
import org.datamove.execute.Command.Run;
import org.datamove.load.BatchChunk;
import org.datamove.load.BytesChunk;
import org.datamove.load.Chunk;
import org.datamove.load.FileChunk;
import org.datamove.plan.Step;
import org.datamove.request.Request;
import org.datamove.result.Loaded;

/** Takes the chunks of a file into a table. */
final class RowLoad implements AutoCloseable {
  private static final String NOT_IN_THIS_BLOCK = "55000";

  private final Database database;
  private final Feed.Opener opener;
  private final Request request;
  private final ProgressNotices notices;
  private final boolean careful;
  private final String stage;
  private LeftOut leftOut = LeftOut.NOTHING;
  private boolean tries;
  private Step.Load step;
  private Feed feed;
  private boolean freezable;
  private boolean freezes;
  private long inTable;

  /**
   * A load.
   *
   * @param stage the name that a stage has, unquoted
   * @param careful whether each chunk has a block of its own
   */
  RowLoad(
      Database database,
      Feed.Opener opener,
      Request request,
      String stage,
      ProgressNotices notices,
      boolean careful) {
    this.database = database;
    this.opener = opener;
    this.request = request;
    this.stage = stage;
    this.notices = notices;
    this.careful = careful;
  }

  /** The same without rows that the database is known to refuse; they are put aside. */
  RowLoad without(LeftOut rows) {
    leftOut = rows;
    return this;
  }

  /** The same where all is undone: nothing is kept of the rows that are put aside. */
  RowLoad trying(List<RowRefusal> known) {
    tries = true;
    return without(new LeftOut(known, true));
  }

  /** How many rows went into the table. */
  long inTable() {
    return inTable;
  }

  /** The path of the file that a place is in. */
  String pathOf(long place) {
    String path = feed.pathOf(place);
    return path == null ? request.csvPath() : path;
  }

  /**
   * Loads the file.
   *
   * @param emptied whether the table was emptied or made in the block that is open
   */
  Loaded load(Step.Load planned, boolean emptied) throws IOException, InterruptedException {
    step = planned;
    if (step.method() == Step.Load.Method.STAGE && !makeStage()) {
      step = step.byBatches();
    }
    freezable = emptied && !careful && step.method().isCopy();
    notices.loading();
    feed = opener.open(step, leftOut);
    while (true) {
      Feed.Item item = feed.next();
      if (item instanceof Feed.Item.Rows rows) {
        take(rows.chunk());
        feed.release(rows.chunk());
        Command.Notice notice = notices.whileLoading(inTable);
        if (notice != null) {
          database.tell(notice);
        }
      } else if (item instanceof Feed.Item.Asked asked) {
        feed.reply(database.ask(asked.question()));
      } else if (item instanceof Feed.Item.Wanted wanted) {
        feed.reply(database.fetch(wanted.fetch()));
      } else if (item instanceof Feed.Item.Released released) {
        database.tell(new Command.ReleaseRejected(request.target(), released.rows()));
      } else if (item instanceof Feed.Item.PutAside aside) {
        if (!tries) {
          database.tell(new Command.KeepRejected(request.target(), aside.rows()));
        }
      } else if (item instanceof Feed.Item.Ended ended) {
        if (step.method() == Step.Load.Method.STAGE) {
          database.tell(new Command.DropStage());
        }
        return ended.loaded();
      }
    }
  }

  /**
   * False where PostgreSQL allows no temporary table at all, as in REFRESH MATERIALIZED VIEW, or
   * the gate makes none.
   */
  private boolean makeStage() throws InterruptedException {
    database.begin();
    try {
      database.tell(new Command.CreateStage(step.columns()));
    } catch (RefusedException e) {
      if (e.refusal().is("42501")) {
        return false;
      }
      throw e;
    }
    database.keep();
    return true;
  }

  private void take(Chunk chunk) throws InterruptedException {
    Statement statement;
    if (chunk instanceof FileChunk file && step.method() == Step.Load.Method.STAGE) {
      fill(file);
      statement = new Statement.Sql(step.fromStage(step.table(), stage));
    } else {
      statement = statement(chunk, step.table(), freezes(chunk));
    }
    // The stage still has the rows when the database refuses one.
    boolean seeks = careful || step.method() == Step.Load.Method.STAGE;
    Run run = new Run(seeks, List.of(statement), seeks ? End.KEEP : End.OPEN);
    try {
      inTable += (Long) database.run(run).get(0);
    } catch (RefusedException e) {
      throw refused(e, chunk, seeks);
    }
  }

  private void fill(FileChunk file) throws InterruptedException {
    try {
      database.tell(new Command.FillStage(file));
    } catch (RefusedException e) {
      throw refused(e, file, false);
    }
  }

  private RowRefusedException refused(RefusedException e, Chunk chunk, boolean seeks)
      throws InterruptedException {
    int row = e.copiedRow();
    if (row == 0 && seeks) {
      row =
          new RefusedRow(database, step, stage)
              .find(chunk, (some, table) -> statement(some, table, false));
    }
    if (row < 1 || row > chunk.rows()) {
      return new RowRefusedException(e, null, null, seeks);
    }
    long place = chunk.placeOf(row);
    return new RowRefusedException(e, place, pathOf(place), seeks);
  }

  /**
   * Whether COPY may freeze the rows: in a block of its own it is refused in any case, before it
   * reads or changes anything, here for no other reason than that block.
   */
  private boolean freezes(Chunk chunk) throws InterruptedException {
    if (freezable) {
      freezable = false;
      Refusal refusal = database.refusalOf(List.of(statement(chunk, step.table(), true)));
      freezes = refusal != null && refusal.is(NOT_IN_THIS_BLOCK);
    }
    return freezes;
  }

  /** The statement that takes a chunk into a table that has the load's columns. */
  private Statement statement(Chunk chunk, String table, boolean freeze) {
    if (chunk instanceof FileChunk file) {
      return new Statement.Sql(step.copy(table, feed.nameOf(file.file()), file.isBinary(), freeze));
    }
    if (chunk instanceof BytesChunk bytes) {
      return new Statement.Copy(step.copyStdin(table, bytes.isBinary(), freeze), bytes);
    }
    return new Statement.Batch(step.fromBatch(table), ((BatchChunk) chunk).rowsJson());
  }

  @Override
  public void close() {
    if (feed != null) {
      feed.close();
    }
  }
}

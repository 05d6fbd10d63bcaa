package org.datamove.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.datamove.csv.CorrectedRow;
import org.datamove.execute.Command;
import org.datamove.execute.Feed;
import org.datamove.execute.LeftOut;
import org.datamove.execute.Progress;
import org.datamove.execute.Statement;
import org.datamove.load.Chunk;
import org.datamove.load.FileChunk;
import org.datamove.plan.Step;
import org.datamove.request.Request;
import org.datamove.validate.move.Operation;
import org.datamove.validate.row.Rejects;

/** A file that is read on a thread of its own while its rows go in. */
final class LoadFeed implements Feed, LoadJob.Sink, Inquiries.Asker {
  private static final long MOST_MILLIS = 2000;

  private final Request request;
  private final LoadJob job;
  private final Thread reader;
  private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(1);
  private final BlockingQueue<Map<String, Object>> replies = new ArrayBlockingQueue<>(1);
  private volatile Throwable problem;

  LoadFeed(
      Request request,
      Operation operation,
      Step.Load step,
      LeftOut leftOut,
      Foresight foresight,
      Progress progress) {
    this.request = request;
    this.job =
        new LoadJob(
            request,
            operation,
            step,
            new Inquiries(request, this, progress),
            this,
            leftOut,
            foresight);
    this.reader = new Thread(this::read, "datamove reader");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try {
      Item.Ended ended;
      try {
        ended = new Item.Ended(job.run());
      } catch (InterruptedException e) {
        return; // closed
      } catch (Throwable e) {
        problem = e;
        ended = new Item.Ended(null);
      }
      items.put(ended);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Map<String, Object> fetch(Command.FetchRejected command) throws InterruptedException {
    items.put(new Item.Wanted(command));
    return replies.take();
  }

  @Override
  public Map<String, Object> ask(Statement.Ask question) throws InterruptedException {
    items.put(new Item.Asked(question));
    return replies.take();
  }

  @Override
  public void deliver(Chunk chunk) throws InterruptedException {
    items.put(new Item.Rows(chunk));
  }

  @Override
  public void reject(List<Rejects.Rejected> rows) throws InterruptedException {
    items.put(new Item.PutAside(rows.stream().map(RejectedRows::toJson).toList()));
  }

  @Override
  public void release(List<CorrectedRow> rows) throws InterruptedException {
    items.put(new Item.Released(rows));
  }

  @Override
  public Item next() throws IOException, InterruptedException {
    Item item = items.take();
    Throwable failed = problem;
    if (failed == null || !(item instanceof Item.Ended)) {
      return item;
    }
    if (failed instanceof IOException e) {
      throw e;
    }
    if (failed instanceof Error e) {
      throw e;
    }
    throw (RuntimeException) failed;
  }

  @Override
  public void reply(Map<String, Object> answer) {
    replies.add(answer);
  }

  @Override
  public void release(Chunk chunk) throws IOException {
    if (chunk instanceof FileChunk file) {
      Files.delete(file.file());
    }
  }

  @Override
  public String pathOf(long place) {
    return job.pathOf(place);
  }

  @Override
  public String nameOf(Path file) {
    return request.session().access().names().text(file);
  }

  @Override
  public void close() {
    reader.interrupt();
    boolean interrupted = false;
    try {
      reader.join(MOST_MILLIS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    job.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

package org.datamove.engine;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.datamove.csv.Place;
import org.datamove.error.ShownText;
import org.datamove.json.Json;
import org.datamove.load.Chunk;
import org.datamove.load.ChunkSink;
import org.datamove.validate.finding.Judge;
import org.datamove.validate.row.Rejects;

/**
 * One piece of work under way: a daemon worker does it, the host asks for its next event.
 *
 * <p>The host's calls come from one thread. {@link #close()} may be called at any time.
 */
public final class Session implements AutoCloseable {
  private static final long WAIT_MILLIS = 100;

  private final JobRunner job;
  private final Thread worker;
  private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(1);
  private final BlockingQueue<Map<String, Object>> answers = new LinkedBlockingQueue<>();
  private final Progress progress = new Progress();
  private Chunk outstanding;

  /**
   * Starts the work that a request asks for.
   *
   * @param request what {@code datamove.engine_open} was given, as JSON text; its member {@code
   *     step} is the load step where one is to be carried out, and absent where a plan is to be
   *     made
   */
  public Session(String request) {
    this.job = new JobRunner(request);
    this.worker = new Thread(this::work, "datamove worker");
    worker.setDaemon(true);
    worker.start();
  }

  private void work() {
    Event last;
    try {
      last =
          new Event.Done(
              job.run(
                  new Host(
                      this::askHost,
                      this::normalize,
                      this::count,
                      new QueueSink(),
                      this::reject,
                      progress)));
    } catch (InterruptedException e) {
      return; // closed by the host
    } catch (Throwable e) {
      last = Failures.event(e);
    }
    try {
      events.put(last);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, List<Judge.Verdict>> askHost(
      Map<String, List<String>> values, Set<String> written) throws InterruptedException {
    events.put(new Event.Judge(values, written));
    Map<String, Object> answer = Json.map(answers.take(), "verdicts");
    Map<String, List<Judge.Verdict>> result = new LinkedHashMap<>();
    values.forEach(
        (column, asked) -> result.put(column, readVerdicts(Json.list(answer, column), asked)));
    return result;
  }

  private Map<String, List<String>> normalize(Map<String, List<String>> values)
      throws InterruptedException {
    events.put(new Event.Normalize(values));
    Map<String, Object> answer = Json.map(answers.take(), "texts");
    Map<String, List<String>> result = new LinkedHashMap<>();
    values.keySet().forEach(column -> result.put(column, Json.list(answer, column)));
    return result;
  }

  private Long count(String table, String column) throws InterruptedException {
    events.put(new Event.Count(table, column));
    Map<String, Object> answer = answers.take();
    return answer.get("count") == null ? null : Json.number(answer, "count", 0);
  }

  private void reject(List<Rejects.Rejected> rows) throws InterruptedException {
    events.put(new Event.Reject(rows));
  }

  private Map<String, Object> rejected(Rejects.Rejected row) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("row_number", row.row());
    json.put("source", job.pathOf(row.place()));
    json.put("line_number", Place.line(row.place()));
    json.put("record", row.record());
    json.put("column_name", row.finding().column());
    json.put("code", row.finding().code().word());
    json.put("message", row.finding().message());
    return json;
  }

  /**
   * The host names only the refused values, with their 0-based index, SQLSTATE and message, and
   * those that PostgreSQL writes in another way.
   */
  private static List<Judge.Verdict> readVerdicts(
      List<Map<String, Object>> answers, List<String> asked) {
    List<Judge.Verdict> verdicts = new ArrayList<>(asked.size());
    for (int i = 0; i < asked.size(); i++) {
      verdicts.add(Judge.Verdict.ACCEPTED);
    }
    for (Map<String, Object> answer : answers) {
      String text = Json.text(answer, "text");
      verdicts.set(
          (int) Json.number(answer, "index", 0),
          text != null
              ? Judge.Verdict.written(text)
              : new Judge.Verdict(
                  Json.text(answer, "sqlstate"),
                  Json.text(answer, "message"),
                  emptyToNull(Json.text(answer, "detail"))));
    }
    return verdicts;
  }

  private static String emptyToNull(String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private final class QueueSink implements ChunkSink {
    @Override
    public void deliver(Chunk chunk) throws InterruptedException {
      events.put(new Event.Deliver(chunk));
    }
  }

  /**
   * Tells the answer to the last event and asks for the next, waiting at most 100 ms.
   *
   * @param answer JSON text or null: {@code {"verdicts": …}} after judge, {@code {"texts": …}}
   *     after normalize, {@code {"count": n}} after count, {@code {"stored": true}} or nothing
   *     after reject, {@code {"loaded": true}} after chunk
   * @return JSON text with a member {@code state}: pending, judge, normalize, count, reject, chunk,
   *     done or failed; pending and chunk may have a member {@code progress} with the numbers of
   *     rows and bytes that have been read, and total_bytes, the source's size or 0
   */
  public String next(String answer) throws InterruptedException, IOException {
    try {
      return nextEvent(answer);
    } catch (OutOfMemoryError | StackOverflowError e) {
      return failed(e);
    }
  }

  /** The event that tells what ended work before it could tell by itself. */
  public static String failed(Throwable problem) {
    return Json.write(json(Failures.event(problem)));
  }

  private String nextEvent(String answer) throws InterruptedException, IOException {
    if (answer != null) {
      try {
        take(Json.object(answer));
      } catch (IllegalArgumentException e) {
        return failed(e);
      }
    }
    Event event = events.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    return event == null ? pending() : describe(event);
  }

  private String pending() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("state", "pending");
    addProgress(json);
    return write(json);
  }

  private void addProgress(Map<String, Object> json) {
    Map<String, Object> now = progress.toJson();
    if (now != null) {
      json.put("progress", now);
    }
  }

  private void take(Map<String, Object> answer) throws IOException {
    if (answer.containsKey("loaded")) {
      acknowledge();
    } else if (!answer.containsKey("stored")) {
      answers.add(answer);
    }
  }

  private void acknowledge() throws IOException {
    Chunk chunk = outstanding;
    outstanding = null;
    if (chunk != null && chunk.file() != null) {
      Files.delete(chunk.file());
    }
  }

  private String describe(Event event) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (event instanceof Event.Judge judge) {
      json.put("state", "judge");
      json.put("values", judge.values());
      json.put("written", judge.written());
    } else if (event instanceof Event.Normalize normalize) {
      json.put("state", "normalize");
      json.put("values", normalize.values());
    } else if (event instanceof Event.Count count) {
      json.put("state", "count");
      json.put("table", count.table());
      json.put("column", count.column());
    } else if (event instanceof Event.Reject reject) {
      json.put("state", "reject");
      json.putAll(job.mover());
      json.put("rows", reject.rows().stream().map(this::rejected).toList());
    } else if (event instanceof Event.Done done) {
      json.put("state", "done");
      json.put("result", ShownText.of(done.result()));
    } else if (event instanceof Event.Failed failed) {
      json.putAll(json(failed));
    } else if (event instanceof Event.Deliver deliver) {
      outstanding = deliver.chunk();
      json.put("state", "chunk");
      addProgress(json);
      if (outstanding.batch() != null) {
        String text = write(json);
        return text.substring(0, text.length() - 1) + ",\"batch\":" + outstanding.batch() + "}";
      }
      json.put("path", job.names().text(outstanding.file()));
      json.put("format", outstanding.isBinary() ? "binary" : "text");
    }
    return write(json);
  }

  private static Map<String, Object> json(Event.Failed failed) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("state", "failed");
    json.put("failure", ShownText.of(failed.failure()));
    json.put("report", failed.report() == null ? null : ShownText.of(failed.report()));
    return json;
  }

  private String write(Map<String, Object> json) {
    Charset charset = job.charset();
    String text = Json.write(charset == null ? json : new StorableText(charset).of(json));
    return job.ofBytes() ? Json.withoutEscapes(text) : text;
  }

  /**
   * Where a row of the chunk under way stands in the file.
   *
   * @param rowInChunk 1-based
   * @return JSON text with row, line and, where several files are read, source; or null where no
   *     such row is under way
   */
  public String locate(int rowInChunk) {
    if (outstanding == null || rowInChunk < 1 || rowInChunk > outstanding.rows()) {
      return null;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    long place = outstanding.placeOf(rowInChunk);
    json.put("row", outstanding.rowOf(rowInChunk));
    json.put("line", Place.line(place));
    json.put("source", job.pathOf(place));
    return write(json);
  }

  /** Ends the work and removes its files. */
  @Override
  public void close() {
    worker.interrupt();
    try {
      worker.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    job.close();
  }
}

package org.datamove.engine;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.datamove.error.RequestException;
import org.datamove.error.ShownText;
import org.datamove.execute.Answer;
import org.datamove.execute.Command;
import org.datamove.execute.Database;
import org.datamove.execute.Dialogue;
import org.datamove.execute.Feed;
import org.datamove.execute.Mover;
import org.datamove.execute.Progress;
import org.datamove.execute.ProgressNotices;
import org.datamove.execute.Statement;
import org.datamove.json.Json;
import org.datamove.request.Request;
import org.datamove.result.Planned;
import org.datamove.source.Machine;
import org.datamove.validate.move.Operation;

/**
 * One conversation under way: a daemon worker does the work, the host asks for its next command.
 *
 * <p>The host's calls come from one thread. {@link #close()} may be called at any time.
 */
public final class Session implements AutoCloseable, Dialogue {
  private static final long WAIT_MILLIS = 100;
  private static final long MOST_MILLIS = 2500;

  /**
   * What a host is told: a command, the end, or that there is nothing to do yet.
   *
   * @param command what to do and to answer, or null
   * @param end the conversation's end, told again to whoever asks again; null before it. A JSON
   *     object whose member {@code do} is {@code done}, with {@code result}, or {@code failed},
   *     with {@code failure}
   */
  public record Turn(Command command, Map<String, Object> end) {
    /** Whether there is nothing to do yet; nothing is answered then. */
    public boolean isPending() {
      return command == null && end == null;
    }
  }

  private static final Turn PENDING = new Turn(null, null);

  private final String requestText;
  private final Thread worker;
  private final BlockingQueue<Optional<Command>> commands = new ArrayBlockingQueue<>(1);
  private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(1);
  private final Progress progress = new Progress(System::nanoTime);
  private volatile Map<String, Object> call = Map.of();
  private volatile Map<String, Object> settings = Map.of();
  private volatile ProgressNotices notices;
  private volatile PlanJob planning;
  private volatile Foresight foresight;
  private volatile Turn last;
  private boolean asked;
  private boolean told;

  /**
   * Starts the work that a request asks for.
   *
   * @param request what {@code datamove.engine_open} was given, as JSON text
   */
  public Session(String request) {
    this.requestText = request;
    this.worker = new Thread(this::work, "datamove worker");
    worker.setDaemon(true);
    worker.start();
  }

  private void work() {
    try {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("do", "done");
      json.put("result", run());
      end(json);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed by the host
    } catch (Throwable e) {
      end(Failures.event(e, machine()));
    }
  }

  private void end(Map<String, Object> json) {
    last = new Turn(null, json);
    commands.add(Optional.empty());
  }

  private Map<String, Object> run() throws IOException, InterruptedException {
    Map<String, Object> json = read();
    call = json;
    settings = Json.map(json, "session");
    notices =
        new ProgressNotices(
            progress, Json.text(json, "csv_path"), Json.map(json, "options"), System::nanoTime);
    Database database = new Database(this);
    if (Request.Task.of(json) == Request.Task.RELOAD) {
      Map<String, Object> result = mover(database, Reload.request(database, json)).move();
      database.tell(new Command.RemoveReloaded());
      return result;
    }
    if (Request.Task.of(json) == Request.Task.MOVE) {
      try {
        return mover(database, json).move();
      } finally {
        closeForesight();
      }
    }
    Request request = Request.fromJson(json);
    return request.task() == Request.Task.RESOLVE
        ? new ResolveJob(request).run()
        : ShownText.of(new InspectJob(request).run(inquiries(database, request)));
  }

  private Map<String, Object> read() {
    try {
      return Json.object(requestText);
    } catch (StackOverflowError e) {
      throw RequestException.invalid("options are nested too deeply", null, null);
    }
  }

  private Mover mover(Database database, Map<String, Object> json) {
    return new Mover(
        database, request -> plan(database, request), this::feeds, json, notices, System::nanoTime);
  }

  private Feed.Opener feeds(Request request, Planned planned) {
    closeForesight();
    Operation operation = planned.plan().operation();
    Foresight known = new Foresight(request, operation, planned.plan().search() != null);
    foresight = known;
    return (step, leftOut) -> new LoadFeed(request, operation, step, leftOut, known, progress);
  }

  private void closeForesight() {
    Foresight known = foresight;
    if (known != null) {
      known.close();
    }
  }

  private Planned plan(Database database, Request request)
      throws IOException, InterruptedException {
    try (PlanJob job = new PlanJob(request)) {
      planning = job;
      return job.run(inquiries(database, request));
    }
  }

  private Inquiries inquiries(Database database, Request request) {
    return new Inquiries(request, asker(database), progress);
  }

  private static Inquiries.Asker asker(Database database) {
    return new Inquiries.Asker() {
      @Override
      public Map<String, Object> ask(Statement.Ask question) throws InterruptedException {
        return database.ask(question);
      }

      @Override
      public Map<String, Object> fetch(Command.FetchRejected command) throws InterruptedException {
        return database.fetch(command);
      }
    };
  }

  @Override
  public Answer ask(Command command) throws InterruptedException {
    commands.put(Optional.of(command));
    return answers.take();
  }

  /**
   * Tells the answer to the last command and asks for the next, waiting at most 100 ms.
   *
   * @param answer null after a pending; that of a notice tells nothing, and one that is the last is
   *     not waited for where no command has been given
   */
  public Turn next(Answer answer) throws InterruptedException {
    if (last != null) {
      return last;
    }
    boolean ends = answer != null && answer.isLast();
    if (ends && !asked) {
      return PENDING;
    }
    if (answer != null && asked) {
      asked = false;
      answers.add(answer);
    }
    // One between two other turns: where they are due all the time, the work goes on all the same.
    Command.Notice notice = notices == null || told || ends ? null : notices.whileReading();
    told = notice != null;
    if (told) {
      return new Turn(notice, null);
    }
    Optional<Command> command = commands.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    if (command == null) {
      return PENDING;
    }
    if (command.isEmpty()) {
      return last;
    }
    asked = true;
    return new Turn(command.get(), null);
  }

  /** Ends the conversation for the host, which has no room for what is told. */
  Turn fail(Throwable problem) {
    last = new Turn(null, Failures.event(problem, machine()));
    return last;
  }

  private Machine machine() {
    return Machine.of(Json.text(settings, "machine"));
  }

  /** The request; empty until it has been read. */
  Map<String, Object> call() {
    return call;
  }

  /** What the request says of the caller's session; empty until it has been read. */
  Map<String, Object> settings() {
    return settings;
  }

  /** Ends the work and removes its files. */
  @Override
  public void close() {
    worker.interrupt();
    try {
      worker.join(MOST_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    PlanJob job = planning;
    if (job != null) {
      job.close(); // a worker that hears nothing may take its time
    }
    closeForesight();
  }
}

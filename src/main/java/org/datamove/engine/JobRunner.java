package org.datamove.engine;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.datamove.error.RequestException;
import org.datamove.json.Json;
import org.datamove.request.Request;
import org.datamove.source.FileNames;

/** Reads the request on the worker, so that a bad one fails like any other work. */
final class JobRunner implements Job {
  private final String text;
  private volatile Request request;
  private volatile Job job;

  JobRunner(String text) {
    this.text = text;
  }

  @Override
  public Map<String, Object> run(Host host) throws IOException, InterruptedException {
    Map<String, Object> json = read();
    request = Request.fromJson(json);
    Map<String, Object> step = Json.map(json, "step");
    if (!step.isEmpty()) {
      job = new LoadJob(request, step);
    } else {
      job =
          switch (request.task()) {
            case INSPECT -> new InspectJob(request);
            case RESOLVE -> new ResolveJob(request);
            case MOVE -> new PlanJob(request);
          };
    }
    return job.run(host);
  }

  /** The characters that the database can hold; null where it holds every one. */
  Charset charset() {
    return request == null ? null : request.session().charset();
  }

  /** Whether the database knows of no character beyond ASCII. */
  boolean ofBytes() {
    return request != null && request.session().ofBytes();
  }

  /**
   * What rejected rows are kept with: the role that moves them, as the gate says, and the target.
   */
  Map<String, Object> mover() {
    Map<String, Object> mover = new LinkedHashMap<>();
    mover.put("role", request.session().caller());
    mover.put("target", request.target().toJson());
    return mover;
  }

  /** How texts name files in the database. */
  FileNames names() {
    return request == null ? FileNames.UTF8 : request.session().access().names();
  }

  private Map<String, Object> read() {
    try {
      return Json.object(text);
    } catch (StackOverflowError e) {
      throw RequestException.invalid("options are nested too deeply", null, null);
    }
  }

  @Override
  public String pathOf(long place) {
    return job == null ? null : job.pathOf(place);
  }

  @Override
  public void close() {
    if (job != null) {
      job.close();
    }
  }
}

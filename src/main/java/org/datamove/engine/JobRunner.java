package org.datamove.engine;

import java.io.IOException;
import java.util.Map;
import org.datamove.json.Json;
import org.datamove.request.Request;

/** Reads the request on the worker, so that a bad one fails like any other work. */
final class JobRunner implements Job {
  private final Map<String, Object> json;
  private volatile Job job;

  JobRunner(Map<String, Object> json) {
    this.json = json;
  }

  @Override
  public Map<String, Object> run(Host host) throws IOException, InterruptedException {
    Request request = Request.fromJson(json);
    Map<String, Object> step = Json.map(json, "step");
    if (!step.isEmpty()) {
      job = new LoadJob(request, step);
    } else if (request.task() == Request.Task.INSPECT) {
      job = new InspectJob(request);
    } else {
      job = new PlanJob(request);
    }
    return job.run(host);
  }

  @Override
  public void close() {
    if (job != null) {
      job.close();
    }
  }
}

package org.datamove.engine;

import java.util.Map;
import org.datamove.request.Request;
import org.datamove.source.Sources;

/** Says where a path leads. */
final class ResolveJob {
  private final Request request;

  ResolveJob(Request request) {
    this.request = request;
  }

  public Map<String, Object> run() {
    return Map.of("path", Sources.resolve(request.csvPath(), request.session().access()));
  }
}

package org.datamove.engine;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.datamove.error.DatamoveException;
import org.datamove.error.ErrorCode;
import org.datamove.error.Failure;
import org.datamove.error.ShownText;
import org.datamove.execute.MoveEndedException;
import org.datamove.execute.MoveFailedException;
import org.datamove.execute.RefusedException;
import org.datamove.execute.RowRefusedException;
import org.datamove.source.Machine;

/** Turns whatever ended a worker into a command that a client can read. */
final class Failures {
  private Failures() {}

  /**
   * A JSON object with {@code failure}, and {@code report} where there is one.
   *
   * @param machine where the engine runs
   */
  static Map<String, Object> event(Throwable problem, Machine machine) {
    if (problem instanceof DatamoveException known) {
      return failed(
          ShownText.of(known.failure().toJson()),
          known.report() == null ? null : ShownText.of(known.report()));
    }
    if (problem instanceof RefusedException refused) {
      return failed(refused.failure().toJson(), null);
    }
    if (problem instanceof RowRefusedException refused) {
      return failed(refused.failure().toJson(), null);
    }
    if (problem instanceof MoveEndedException ended) {
      return failed(ended.failure().toJson(), null);
    }
    if (problem instanceof MoveFailedException failed) {
      return failed(ShownText.of(failed.failure().toJson()), null);
    }
    if (problem instanceof OutOfMemoryError) {
      return failed(
          ErrorCode.OUT_OF_MEMORY,
          "out of memory in the engine's Java heap",
          null,
          "An administrator sets the heap with -Xmx; 256 MB is enough for files of any size"
              + " whose records are not longer than a few megabytes.");
    }
    if (problem instanceof StackOverflowError) {
      return failed(
          ErrorCode.LIMIT_EXCEEDED,
          "stack depth limit exceeded in the engine",
          null,
          "Something in the request or in the file is nested too deeply.");
    }
    if (problem instanceof IOException) {
      return failed(
          ErrorCode.SOURCE_UNREADABLE,
          "could not read the source to its end",
          null,
          "The operating system's log may say more about the device or file system.");
    }
    if (problem instanceof SecurityException) {
      return failed(
          ErrorCode.NOT_PERMITTED,
          "the server's Java security policy refuses what the engine needs",
          null,
          "An administrator adds datamove.policy to pljava.policy_urls.");
    }
    problem.printStackTrace(); // a caller sees no class name
    return failed(
        ErrorCode.INTERNAL,
        "unexpected failure in the datamove engine",
        "Nothing has been changed.",
        "This is a bug; "
            + machine.say("the server log", "the standard error")
            + " has the details to report.");
  }

  private static Map<String, Object> failed(
      ErrorCode code, String message, String detail, String hint) {
    return failed(Failure.of(code, message, detail, hint).toJson(), null);
  }

  private static Map<String, Object> failed(
      Map<String, Object> failure, Map<String, Object> report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("do", "failed");
    json.put("failure", failure);
    json.put("report", report);
    return json;
  }
}

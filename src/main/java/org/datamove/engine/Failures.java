package org.datamove.engine;

import java.io.IOException;
import org.datamove.error.DatamoveException;
import org.datamove.error.ErrorCode;
import org.datamove.error.Failure;

/** Turns whatever ended a worker into an event that a client can read. */
final class Failures {
  private Failures() {}

  static Event.Failed event(Throwable problem) {
    if (problem instanceof DatamoveException known) {
      return new Event.Failed(known.failure().toJson(), known.report());
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
          "The server log may say more about the device or file system.");
    }
    if (problem instanceof SecurityException) {
      return failed(
          ErrorCode.NOT_PERMITTED,
          "the server's Java security policy refuses what the engine needs",
          null,
          "An administrator adds datamove.policy to pljava.policy_urls.");
    }
    problem.printStackTrace(); // the server log; a client sees no class name
    return failed(
        ErrorCode.INTERNAL,
        "unexpected failure in the datamove engine",
        "Nothing has been changed.",
        "This is a bug; the server log has the details to report.");
  }

  private static Event.Failed failed(ErrorCode code, String message, String detail, String hint) {
    return new Event.Failed(Failure.of(code, message, detail, hint).toJson(), null);
  }
}

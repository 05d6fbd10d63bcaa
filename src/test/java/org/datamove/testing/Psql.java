package org.datamove.testing;

import java.nio.file.Path;
import java.util.Map;

/** The psql program, connected to one server as its superuser. */
public interface Psql {

  /**
   * Runs a script that must succeed, as {@code psql -v ON_ERROR_STOP=1 -f script} does.
   *
   * @return everything that psql printed
   * @throws IllegalStateException when psql reports failure, with everything it printed
   */
  String runFile(String database, Path script, Map<String, String> variables);

  /**
   * Types a script into psql, every line echoed, and goes on after errors.
   *
   * @return the session as it would be seen on a terminal
   */
  String typeIn(String database, Path script, Map<String, String> variables);

  /**
   * Types a script into psql without echo, and goes on after errors.
   *
   * @return what psql showed
   */
  String type(String database, Path script);
}

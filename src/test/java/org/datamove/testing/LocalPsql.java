package org.datamove.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** psql of this machine, over a server's Unix socket. */
record LocalPsql(Path program, Path socketDirectory, int port) implements Psql {

  @Override
  public String runFile(String database, Path script, Map<String, String> variables) {
    List<String> command = command(database, variables);
    command.addAll(List.of("-v", "ON_ERROR_STOP=1", "-f", script.toString()));
    return Shell.run(command).orThrow("psql -f " + script);
  }

  @Override
  public String typeIn(String database, Path script, Map<String, String> variables) {
    List<String> command = command(database, variables);
    command.addAll(List.of("-a", "-q", "-v", "ON_ERROR_STOP=0", "-v", "SHOW_CONTEXT=never"));
    return Shell.run(command, script).text();
  }

  @Override
  public String type(String database, Path script) {
    List<String> command = command(database, Map.of("SHOW_CONTEXT", "never"));
    command.add("-q");
    return Shell.run(command, script).text();
  }

  private List<String> command(String database, Map<String, String> variables) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env", "PGTZ=UTC", "PGCLIENTENCODING=UTF8", "PGOPTIONS=-c statement_timeout=60s"));
    command.addAll(List.of(program.toString(), "-X", "-h", socketDirectory.toString()));
    command.addAll(List.of("-p", Integer.toString(port), "-U", "postgres", "-d", database));
    variables.forEach((name, value) -> command.addAll(List.of("-v", name + "=" + value)));
    return command;
  }
}

package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.datamove.testing.FaultProxy;
import org.datamove.testing.Jdbc;
import org.datamove.testing.S3Server;

/**
 * An object store of which {@code guest} may read a part. Clients reach it through {@code proxy},
 * which says what it was asked; {@code trap} is a host that no administrator has named, and must
 * never be asked.
 */
final class GuardedStore implements AutoCloseable {
  private final S3Server store = new S3Server();
  final FaultProxy proxy;
  final FaultProxy trap;

  GuardedStore() {
    proxy = new FaultProxy(store.port());
    trap = new FaultProxy(store.port());
    for (String bucket : List.of("data", "other")) {
      for (String key : List.of("in/a.csv", "in2/a.csv", "secret.csv", "in.csv")) {
        store.put(bucket, key, "id\n1\n2\n");
      }
    }
  }

  /** A session of {@code guest}, who may read what is below s3://data/in through server store. */
  Connection guest(Stage stage) throws SQLException {
    server(stage, "store", "PUBLIC");
    Jdbc.execute(
        stage.witness,
        "GRANT USAGE ON FOREIGN SERVER store TO guest; GRANT CREATE ON SCHEMA public TO guest;"
            + " SELECT datamove.allow_source('s3://data/in', 'guest')");
    proxy.script(request -> new FaultProxy.Pass());
    trap.script(request -> new FaultProxy.Pass());
    return as(stage, "guest");
  }

  void server(Stage stage, String name, String mapped) throws SQLException {
    Jdbc.execute(
        stage.witness,
        ("CREATE SERVER %1$s FOREIGN DATA WRAPPER datamove_s3 OPTIONS (endpoint '%2$s');"
                + " CREATE USER MAPPING FOR %3$s SERVER %1$s"
                + " OPTIONS (access_key_id '%4$s', secret_access_key '%5$s')")
            .formatted(name, proxy.endpoint(), mapped, S3Server.ACCESS_KEY, S3Server.SECRET_KEY));
  }

  static Connection as(Stage stage, String role) throws SQLException {
    Connection session = stage.plainSession();
    Jdbc.execute(session, "SET SESSION AUTHORIZATION " + role);
    return session;
  }

  static String inspect(String path) {
    return inspect(path, "store");
  }

  static String inspect(String path, String server) {
    return "SELECT name FROM datamove.inspect(%s, '{\"server\": \"%s\"}')"
        .formatted(Jdbc.literal(path), server);
  }

  static Refusal notAllowed(String role, String path) {
    return new Refusal(
        Attack.DENIED,
        "permission denied to read \"" + path + "\"",
        "Role \"" + role + "\" has no entry in datamove.allowed_source that covers it.",
        "Superusers allow buckets and prefixes of keys with datamove.allow_source(prefix, role).");
  }

  static Refusal noUsage(String server) {
    return new Refusal(
        Attack.DENIED,
        "permission denied for foreign server " + server,
        null,
        "Its owner gives the right with GRANT USAGE ON FOREIGN SERVER.");
  }

  /** Nobody has been asked for anything but what is below s3://data/in. */
  void assertNothingElseWasAsked() {
    for (String request : proxy.requests()) {
      String line = request.lines().findFirst().orElse("");
      assertTrue(
          line.contains(" /data/in/") || line.matches("GET /data\\?.*prefix=in(%2F|&| ).*"), line);
    }
    assertEquals(List.of(), trap.requests());
  }

  @Override
  public void close() throws IOException {
    trap.close();
    proxy.close();
    store.close();
  }
}

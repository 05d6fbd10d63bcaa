package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.FaultProxy;
import org.datamove.testing.Jdbc;
import org.datamove.testing.S3Server;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * What an ordinary role tries in order to have the server talk to a host that no administrator
 * named.
 */
class SecurityHostsIT {
  @AutoClose private static final GuardedStore STORE = new GuardedStore();

  @TestFactory
  Stream<DynamicContainer> attacks() {
    return Stage.each(
        List.of(
            new Stage.Named("a server of its own", SecurityHostsIT::ownServer),
            new Stage.Named("options and settings that name a host", SecurityHostsIT::ownHost),
            new Stage.Named("a request of its own making", SecurityHostsIT::forgedRequest),
            new Stage.Named("an answer that points elsewhere", SecurityHostsIT::redirects)));
  }

  private static void ownServer(Stage stage) throws Exception {
    Connection guest = STORE.guest(stage);
    String endpoint = "OPTIONS (%sendpoint '" + STORE.trap.endpoint() + "')";
    assertEquals(
        "permission denied for foreign-data wrapper datamove_s3",
        Attack.denied(
                guest,
                "CREATE SERVER own FOREIGN DATA WRAPPER datamove_s3 " + endpoint.formatted(""))
            .message());
    assertEquals(
        "must be owner of foreign server store",
        Attack.denied(guest, "ALTER SERVER store " + endpoint.formatted("SET ")).message());
    Attack.denied(guest, "ALTER SERVER store OWNER TO guest");
    Attack.denied(guest, "CREATE FOREIGN DATA WRAPPER own");
    Attack.denied(guest, "ALTER FOREIGN DATA WRAPPER datamove_s3 NO VALIDATOR");
    Attack.denied(guest, "CREATE USER MAPPING FOR PUBLIC SERVER store");
    Attack.denied(
        guest, "ALTER USER MAPPING FOR PUBLIC SERVER store OPTIONS (SET access_key_id 'x')");
    Jdbc.execute(
        stage.witness,
        "CREATE FOREIGN DATA WRAPPER other; GRANT USAGE ON FOREIGN DATA WRAPPER other TO guest");
    Jdbc.execute(
        guest,
        "CREATE SERVER own FOREIGN DATA WRAPPER other "
            + endpoint.formatted("")
            + "; CREATE USER MAPPING FOR guest SERVER own"
            + " OPTIONS (access_key_id 'x', secret_access_key 'y')");
    assertEquals(
        new Refusal(
            "42809",
            "server \"own\" is not one of foreign data wrapper \"datamove_s3\"",
            "Its foreign data wrapper is \"other\".",
            null),
        Refusal.of(guest, GuardedStore.inspect("s3://data/in/a.csv", "own")));
    assertEquals(
        new Refusal(
            "HV00D",
            "invalid option \"endpoint\"",
            null,
            "Valid options in this context are: access_key_id, secret_access_key, session_token"),
        Refusal.of(guest, "CREATE USER MAPPING FOR guest SERVER store " + endpoint.formatted("")));
    assertEquals("id", Jdbc.value(guest, GuardedStore.inspect("s3://data/in/a.csv")));
    assertEquals(List.of(), STORE.trap.requests());
  }

  private static void ownHost(Stage stage) throws Exception {
    Connection guest = STORE.guest(stage);
    String inspect = "SELECT name FROM datamove.inspect('s3://data/in/a.csv', '{%s}')";
    for (String option :
        List.of("endpoint", "region", "path_style", "access_key_id", "secret_access_key", "s3")) {
      Refusal refusal =
          Refusal.of(
              guest,
              inspect.formatted(
                  "\"server\": \"store\", \"%s\": \"%s\""
                      .formatted(option, STORE.trap.endpoint())));
      assertEquals("22023", refusal.state());
      assertEquals("unknown option \"" + option + "\"", refusal.message());
    }
    for (String server :
        List.of(
            STORE.trap.endpoint(), "store@" + STORE.trap.endpoint(), "STORE", "\\\"store\\\"")) {
      assertEquals(
          "42704",
          Refusal.of(guest, inspect.formatted("\"server\": \"" + server + "\"")).state(),
          server);
    }
    for (String server : List.of("[\"store\"]", "{\"endpoint\": \"x\"}", "1", "true", "\"\"")) {
      String state = Refusal.of(guest, inspect.formatted("\"server\": " + server)).state();
      assertTrue(List.of("22023", "42704").contains(state), server + ": " + state);
    }
    Jdbc.execute(
        guest,
        "SET datamove.s3 = '{\"endpoint\": \"%1$s\"}'; SET datamove.endpoint = '%1$s';"
                .formatted(STORE.trap.endpoint())
            + " SET datamove_s3.endpoint = '%1$s'; SET aws.endpoint_url = '%1$s';"
                .formatted(STORE.trap.endpoint())
            + " SET datamove.server = 'closed'");
    assertEquals("id", Jdbc.value(guest, GuardedStore.inspect("s3://data/in/a.csv")));
    STORE.assertNothingElseWasAsked();
  }

  private static void forgedRequest(Stage stage) throws Exception {
    Connection guest = STORE.guest(stage);
    String s3 =
        ("{\"s3\": {\"server\": \"store\", \"endpoint\": \"%s\", \"region\": \"us-east-1\","
                + " \"access_key_id\": \"x\", \"secret_access_key\": \"y\"}, \"access\": [{\"role\":"
                + " \"x\", \"all_files\": true, \"all_objects\": true}]}")
            .formatted(STORE.trap.endpoint());
    String forged =
        "{\"task\": \"inspect\", \"csv_path\": \"s3://%s\", \"options\": {\"server\": \"store\"},"
            + " \"session\": %s}";
    for (String session : List.of(s3, "[" + s3 + "]", "null", "{\"s3\": [" + s3 + "]}")) {
      String allowed = Attack.lastEvent(guest, forged.formatted("data/in/a.csv", session));
      assertTrue(allowed.contains("\"done\""), allowed);
      assertTrue(!allowed.contains(S3Server.SECRET_KEY), allowed);
      String denied = Attack.lastEvent(guest, forged.formatted("data/secret.csv", session));
      assertTrue(denied.contains("\"42501\""), denied);
    }
    STORE.assertNothingElseWasAsked();
  }

  private static void redirects(Stage stage) throws Exception {
    Connection guest = STORE.guest(stage);
    for (int status : List.of(301, 302, 303, 307, 308, 401, 407)) {
      String location = STORE.trap.endpoint() + "/data/in/a.csv";
      STORE.proxy.script(
          request ->
              new FaultProxy.Answer(
                  status,
                  "Location: %s\r\nx-amz-bucket-region: eu-west-1\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"
                      .formatted(location),
                  "<Error><Code>TemporaryRedirect</Code><Endpoint>%s</Endpoint><Bucket>data</Bucket></Error>"
                      .formatted(STORE.trap.endpoint().substring(7))));
      assertEquals("UD005", Refusal.of(guest, GuardedStore.inspect("s3://data/in/a.csv")).state());
      assertTrue(!STORE.proxy.requests().isEmpty());
      STORE.assertNothingElseWasAsked();
    }
    STORE.proxy.script(request -> new FaultProxy.Pass());
  }
}

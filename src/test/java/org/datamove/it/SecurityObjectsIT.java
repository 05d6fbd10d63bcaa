package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** What an ordinary role tries in order to read objects that it was not given. */
class SecurityObjectsIT {
  @AutoClose private static final GuardedStore STORE = new GuardedStore();

  @TestFactory
  Stream<DynamicContainer> attacks() {
    return Stage.each(
        List.of(
            new Stage.Named("objects outside the prefix", SecurityObjectsIT::objectsOutside),
            new Stage.Named("patterns above the prefix", SecurityObjectsIT::patternsAbove),
            new Stage.Named("another role's prefix, an heir of its name", SecurityObjectsIT::heir),
            new Stage.Named("a SECURITY DEFINER procedure", SecurityObjectsIT::borrowedProcedure),
            new Stage.Named("a mapping of who runs its code", SecurityObjectsIT::borrowedMapping),
            new Stage.Named("a server without USAGE", SecurityObjectsIT::withoutUsage),
            new Stage.Named("another role's credentials", SecurityObjectsIT::otherMapping)));
  }

  private static void objectsOutside(Stage stage) throws Exception {
    Connection guest = STORE.guest(stage);
    assertEquals("id", Jdbc.value(guest, GuardedStore.inspect("s3://data/in/a.csv")));
    for (String path :
        List.of(
            "s3://other/in/a.csv",
            "s3://data/secret.csv",
            "s3://data/in2/a.csv",
            "s3://data/in.csv",
            "s3://data//in/a.csv",
            "s3://data/%69n/a.csv",
            "s3://DATA/in/a.csv")) {
      assertEquals(
          GuardedStore.notAllowed("guest", path), Refusal.of(guest, GuardedStore.inspect(path)));
    }
    for (String path : List.of("s3://data/in/../secret.csv", "s3://data/in/./../in2/a.csv")) {
      assertEquals(
          new Refusal(
              "22023",
              "invalid source \"" + path + "\"",
              "\".\" and \"..\" are not allowed as parts of a key.",
              "Write s3://bucket/key."),
          Refusal.of(guest, GuardedStore.inspect(path)));
    }
    for (String bucket : List.of("x@data", "data:80", "data#", "arn:aws:s3:::data", "..", "")) {
      assertEquals(
          new Refusal(
              "22023",
              "invalid source \"s3://" + bucket + "/in/a.csv\"",
              "\"" + bucket + "\" is not the name of a bucket.",
              "Write s3://bucket/key."),
          Refusal.of(guest, GuardedStore.inspect("s3://" + bucket + "/in/a.csv")));
    }
    // No escape is read in a key: these are names below the prefix, of objects that do not exist.
    for (String key :
        List.of("%2e%2e/secret.csv", "..%2Fsecret.csv", "%2E%2E%2Fsecret.csv", "..;/x")) {
      assertEquals(
          new Refusal("58P01", "object \"s3://data/in/" + key + "\" does not exist", null, null),
          Refusal.of(guest, GuardedStore.inspect("s3://data/in/" + key)));
    }
    for (String path :
        List.of("S3://data/secret.csv", "s3:data/secret.csv", "http://127.0.0.1/x")) {
      assertEquals("22023", Refusal.of(guest, GuardedStore.inspect(path)).state(), path);
    }
    STORE.assertNothingElseWasAsked();
  }

  private static void patternsAbove(Stage stage) throws Exception {
    Connection guest = STORE.guest(stage);
    assertEquals("id", Jdbc.value(guest, GuardedStore.inspect("s3://data/in/*.csv")));
    for (String path :
        List.of(
            "s3://data/*.csv",
            "s3://data/*/a.csv",
            "s3://data/i*/a.csv",
            "s3://data/in2*/a.csv",
            "s3://data/secret.cs?",
            "s3://other/in/*.csv")) {
      assertEquals(
          GuardedStore.notAllowed("guest", path), Refusal.of(guest, GuardedStore.inspect(path)));
    }
    // What begins like the prefix does not match, and so is not told apart from what does not
    // exist.
    assertEquals(
        "2",
        Jdbc.value(guest, GuardedStore.inspect("s3://data/in*/a.csv").replace("name", "rows")));
    assertEquals(
        new Refusal(
            "58P01",
            "no file matches \"s3://data/in?csv\"",
            null,
            "\"*\" stands for characters of a key, not for \"/\". Keys that the caller may not read"
                + " do not match."),
        Refusal.of(guest, GuardedStore.inspect("s3://data/in?csv")));
    for (String bucket : List.of("*", "dat?", "d*")) {
      assertEquals(
          "22023", Refusal.of(guest, GuardedStore.inspect("s3://" + bucket + "/in/a.csv")).state());
    }
    STORE.assertNothingElseWasAsked();
  }

  private static void heir(Stage stage) throws Exception {
    Connection guest = STORE.guest(stage);
    String heir = "s3heir_" + Attack.database(stage);
    String create =
        "CREATE ROLE %s; GRANT datamove_user, pg_execute_server_program TO %1$s;".formatted(heir)
            + " GRANT USAGE ON FOREIGN SERVER store TO "
            + heir;
    Jdbc.execute(
        stage.witness,
        create + "; SELECT datamove.allow_source('s3://other', '%s')".formatted(heir));
    String path = "s3://other/in/a.csv";
    try (Connection session = GuardedStore.as(stage, heir)) {
      assertEquals("id", Jdbc.value(session, GuardedStore.inspect(path)));
    }
    assertEquals(
        GuardedStore.notAllowed("guest", path), Refusal.of(guest, GuardedStore.inspect(path)));
    Jdbc.execute(stage.witness, "DROP OWNED BY %s; DROP ROLE %1$s; ".formatted(heir) + create);
    try (Connection session = GuardedStore.as(stage, heir)) {
      assertEquals(
          GuardedStore.notAllowed(heir, path), Refusal.of(session, GuardedStore.inspect(path)));
    }
    Jdbc.execute(stage.witness, "DROP OWNED BY %s; DROP ROLE %1$s".formatted(heir));
  }

  private static void borrowedProcedure(Stage stage) throws Exception {
    Connection guest = STORE.guest(stage);
    STORE.server(stage, "theirs", "PUBLIC");
    Jdbc.execute(
        stage.witness,
        """
        CREATE FUNCTION of_loader(path text, server text) RETURNS text
        LANGUAGE sql SECURITY DEFINER AS
          $$SELECT name FROM datamove.inspect(path, jsonb_build_object('server', server))$$;
        CREATE FUNCTION of_postgres(path text) RETURNS text LANGUAGE sql SECURITY DEFINER AS
          $$SELECT of_loader(path, 'store')$$;
        ALTER FUNCTION of_loader(text, text) OWNER TO loader;
        GRANT USAGE ON FOREIGN SERVER store, theirs TO loader;
        SELECT datamove.allow_source('s3://data', 'loader');
        """);
    assertEquals("id", Jdbc.value(guest, "SELECT of_loader('s3://data/in/a.csv', 'store')"));
    String other = "s3://data/secret.csv";
    assertEquals(
        GuardedStore.notAllowed("guest", other),
        Refusal.of(guest, "SELECT of_loader('" + other + "', 'store')"));
    assertEquals(
        GuardedStore.notAllowed("guest", other),
        Refusal.of(guest, "SELECT of_postgres('" + other + "')"));
    assertEquals(
        GuardedStore.noUsage("theirs"),
        Refusal.of(guest, "SELECT of_loader('s3://data/in/a.csv', 'theirs')"));
    // And the other way round: a superuser who calls it reads no more than its owner may.
    assertEquals(
        GuardedStore.notAllowed("loader", "s3://other/in/a.csv"),
        Refusal.of(stage.witness, "SELECT of_loader('s3://other/in/a.csv', 'store')"));
    Jdbc.execute(stage.witness, "REVOKE USAGE ON FOREIGN SERVER theirs FROM loader");
    assertEquals(
        GuardedStore.noUsage("theirs"),
        Refusal.of(stage.witness, "SELECT of_loader('s3://data/in/a.csv', 'theirs')"));
    STORE.assertNothingElseWasAsked();
  }

  /** What the store itself refuses to one role is not read for it with what another may show. */
  private static void borrowedMapping(Stage stage) throws Exception {
    Connection guest = STORE.guest(stage);
    String path = "s3://data/in/a.csv";
    Jdbc.execute(
        guest,
        """
        CREATE FUNCTION lure(path text) RETURNS text LANGUAGE sql SECURITY DEFINER
          AS $$SELECT name FROM datamove.inspect(path, '{"server": "store"}')$$;
        CREATE MATERIALIZED VIEW lured AS SELECT lure('s3://data/in/a.csv') WITH NO DATA;
        """);
    assertEquals("id", Jdbc.value(stage.witness, "SELECT lure('" + path + "')"), "PUBLIC's");
    Jdbc.execute(stage.witness, "CREATE USER MAPPING FOR postgres SERVER store");
    Refusal refusal =
        new Refusal(
            Attack.DENIED,
            "permission denied for the user mapping of foreign server store",
            "The session's role is \"postgres\", and the call runs with the rights of \"guest\":"
                + " their user mappings differ, and neither may use the other's.",
            "A user mapping for PUBLIC serves roles that have none of their own.");
    assertEquals(refusal, Refusal.of(stage.witness, "SELECT lure('" + path + "')"));
    assertEquals(refusal, Refusal.of(stage.witness, "REFRESH MATERIALIZED VIEW lured"));
    assertEquals("id", Jdbc.value(guest, "SELECT lure('" + path + "')"));
  }

  private static void withoutUsage(Stage stage) throws Exception {
    Connection guest = STORE.guest(stage);
    STORE.server(stage, "closed", "guest");
    assertEquals(
        GuardedStore.noUsage("closed"),
        Refusal.of(guest, GuardedStore.inspect("s3://data/in/a.csv", "closed")));
    Jdbc.execute(stage.witness, "REVOKE USAGE ON FOREIGN SERVER store FROM guest");
    assertEquals(
        GuardedStore.noUsage("store"),
        Refusal.of(guest, GuardedStore.inspect("s3://data/in/a.csv")));
    assertEquals(List.of(), STORE.proxy.requests());
  }

  private static void otherMapping(Stage stage) throws Exception {
    Connection guest = STORE.guest(stage);
    STORE.server(stage, "loaders", "loader");
    Jdbc.execute(stage.witness, "GRANT USAGE ON FOREIGN SERVER loaders TO guest");
    Refusal none =
        new Refusal(
            "42704",
            "user mapping not found for \"guest\"",
            "Server \"loaders\" has an endpoint of its own, so it needs credentials of its own.",
            "CREATE USER MAPPING FOR guest SERVER loaders OPTIONS (access_key_id ...,"
                + " secret_access_key ...) gives them.");
    assertEquals(none, Refusal.of(guest, GuardedStore.inspect("s3://data/in/a.csv", "loaders")));
    // One without credentials does not stand for those of the server's process.
    Jdbc.execute(guest, "CREATE USER MAPPING FOR guest SERVER loaders");
    assertEquals(none, Refusal.of(guest, GuardedStore.inspect("s3://data/in/a.csv", "loaders")));
    for (String view :
        List.of(
            "SELECT string_agg(umoptions::text, ' ') FROM pg_user_mappings WHERE usename <> 'guest'",
            "SELECT string_agg(option_value, ' ')"
                + " FROM information_schema.user_mapping_options")) {
      assertEquals(null, Jdbc.value(guest, view));
    }
    Attack.denied(guest, "SELECT umoptions FROM pg_catalog.pg_user_mapping");
    for (String function :
        List.of(
            "s3_settings('{\"csv_path\": \"s3://data/x\", \"options\": {\"server\": \"store\"}}', 10, 10)",
            "s3_server('store', ARRAY[10]::oid[])",
            "s3_mapping(10, 10)",
            "s3_options('{}', 'pg_user_mapping'::regclass)")) {
      Attack.denied(guest, "SELECT datamove." + function);
    }
    assertEquals(List.of(), STORE.proxy.requests());
  }
}

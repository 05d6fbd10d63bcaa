package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** What an ordinary role tries in order to read files that it was not given. */
class SecuritySourcesIT {
  @TestFactory
  Stream<DynamicContainer> attacks() {
    return Stage.each(
        List.of(
            new Stage.Named("files outside the prefix", SecuritySourcesIT::filesOutside),
            new Stage.Named("whether a file exists", SecuritySourcesIT::existence),
            new Stage.Named(
                "another role's prefix, an heir of its name", SecuritySourcesIT::otherRoles),
            new Stage.Named("a SECURITY DEFINER procedure", SecuritySourcesIT::borrowedProcedure),
            new Stage.Named("a superuser who runs its code", SecuritySourcesIT::superuserLured)));
  }

  private static void filesOutside(Stage stage) throws Exception {
    Connection guest = Attack.guest(stage);
    String in = Attack.directory(stage);
    Attack.shell(
        stage,
        ("cd %s && ln -sf /etc/passwd link && ln -sfn /etc etc && mkfifo -m 666 fifo"
                + " && gzip -c ../PG_VERSION > ../security.csv.gz && ln -sf ../security.csv.gz x.csv.gz")
            .formatted(in));
    assertEquals("id", Jdbc.value(guest, Attack.inspect(in + "/a.csv")));
    for (String path :
        List.of(
            "/etc/passwd",
            in + "/../PG_VERSION",
            in + "2/a.csv",
            in + "/link",
            in + "/etc/passwd",
            in + "/x.csv.gz",
            "/proc/self/environ",
            in + "/etc/pass*",
            "/etc/p*",
            "file:///etc/passwd",
            "/dev/zero",
            "s3://bucket/a.csv")) {
      Refusal refusal = Refusal.of(guest, Attack.inspect(path));
      assertTrue(
          refusal.state().equals(Attack.DENIED) || path.contains("://"),
          () -> path + ": " + refusal);
    }
    assertEquals("42809", Refusal.of(guest, Attack.inspect(in + "/fifo")).state());
    Attack.shell(stage, "rm -r " + in + "/../security.csv.gz " + in);
  }

  private static void existence(Stage stage) throws Exception {
    Connection guest = Attack.guest(stage);
    String in = Attack.directory(stage);
    Attack.shell(
        stage,
        "cd %s && ln -s /etc/passwd there && ln -s /etc/no_such_file not_there".formatted(in));
    for (List<String> pair :
        List.of(
            List.of("/etc/passwd", "/etc/no_such_file"),
            List.of("/etc", "/no_such_directory"),
            List.of("/etc/passwd/x", "/no_such_directory/x"),
            List.of("/dev/zero", "/dev/no_such_device"),
            List.of(in + "/../PG_VERSION", in + "/../NO_VERSION"),
            List.of(in + "/there", in + "/not_there"))) {
      Refusal there = Attack.denied(guest, Attack.inspect(pair.get(0)));
      Refusal missing = Attack.denied(guest, Attack.inspect(pair.get(1)));
      assertEquals(
          there.message().replace(pair.get(0), ""), missing.message().replace(pair.get(1), ""));
      assertEquals(there.detail(), missing.detail());
      assertEquals(there.hint(), missing.hint());
    }
    Attack.shell(stage, "rm -r " + in);
  }

  private static void otherRoles(Stage stage) throws Exception {
    String in = Attack.directory(stage);
    String heir = "heir_" + Attack.database(stage);
    String team = "team_" + Attack.database(stage);
    String create =
        "CREATE ROLE %s; GRANT datamove_user, pg_execute_server_program TO %1$s".formatted(heir);
    Jdbc.execute(stage.witness, create + "; CREATE ROLE " + team);
    Jdbc.execute(stage.witness, "SELECT datamove.allow_source('%s', '%s')".formatted(in, heir));
    Connection session = stage.plainSession();
    Jdbc.execute(session, "SET SESSION AUTHORIZATION " + heir);
    assertEquals("id", Jdbc.value(session, Attack.inspect(in + "/a.csv")));
    Jdbc.execute(session, "RESET SESSION AUTHORIZATION; SET SESSION AUTHORIZATION guest");
    Attack.denied(session, Attack.inspect(in + "/a.csv"));

    Jdbc.execute(session, "RESET SESSION AUTHORIZATION");
    Jdbc.execute(stage.witness, "DROP ROLE " + heir + "; " + create);
    Jdbc.execute(session, "SET SESSION AUTHORIZATION " + heir);
    Attack.denied(session, Attack.inspect(in + "/a.csv"));
    assertEquals("0", Jdbc.value(session, "SELECT count(*) FROM datamove.allowed_source"));

    Jdbc.execute(stage.witness, "SELECT datamove.allow_source('%s', '%s')".formatted(in, team));
    assertEquals(
        "1",
        Jdbc.value(stage.witness, "SELECT count(*) FROM datamove.source_grant"),
        "the void entry is gone");
    Jdbc.execute(stage.witness, "ALTER ROLE %s NOINHERIT; GRANT %s TO %1$s".formatted(heir, team));
    Attack.denied(session, Attack.inspect(in + "/a.csv"));
    Jdbc.execute(stage.witness, "GRANT datamove_user, pg_execute_server_program TO " + team);
    Jdbc.execute(session, "SET ROLE " + team);
    assertEquals("id", Jdbc.value(session, Attack.inspect(in + "/a.csv")));
    Jdbc.execute(session, "RESET SESSION AUTHORIZATION; RESET ROLE");
    Jdbc.execute(stage.witness, "DROP ROLE %s, %s".formatted(heir, team));
    Attack.shell(stage, "rm -r " + in);
  }

  private static void borrowedProcedure(Stage stage) throws Exception {
    Connection guest = Attack.guest(stage);
    String in = Attack.directory(stage);
    String body =
        " FUNCTION public.%s(path text) RETURNS text LANGUAGE sql SECURITY DEFINER AS"
            + " 'SELECT name FROM datamove.inspect(path)'";
    Jdbc.execute(stage.witness, "CREATE" + body.formatted("of_postgres"));
    Jdbc.execute(
        stage.witness,
        "CREATE"
            + body.formatted("of_loader")
            + "; ALTER FUNCTION of_loader(text) OWNER TO loader");
    Attack.denied(guest, "SELECT of_postgres('/etc/passwd')");
    Attack.denied(guest, "SELECT of_loader('/etc/passwd')");
    assertEquals("id", Jdbc.value(guest, "SELECT of_loader('" + in + "/a.csv')"));
    Attack.shell(stage, "rm -r " + in);
  }

  private static void superuserLured(Stage stage) throws Exception {
    Connection guest = Attack.guest(stage);
    Jdbc.execute(
        guest,
        """
        CREATE FUNCTION lure(path text) RETURNS text LANGUAGE sql SECURITY DEFINER
          AS 'SELECT name FROM datamove.inspect(path)';
        CREATE MATERIALIZED VIEW lured AS SELECT lure('/etc/passwd') WITH NO DATA;
        CREATE MATERIALIZED VIEW seen AS SELECT name FROM datamove.inspect('/etc/passwd') WITH NO DATA;
        """);
    String role = "Role \"guest\" has neither";
    Refusal called = Attack.denied(stage.witness, "SELECT public.lure('/etc/passwd')");
    assertTrue(called.detail().startsWith(role), called.detail());
    Attack.denied(stage.witness, "REFRESH MATERIALIZED VIEW public.lured");
    Attack.denied(stage.witness, "REFRESH MATERIALIZED VIEW public.seen");
  }
}

package org.datamove.source.s3;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import org.datamove.source.ObjectUrl;
import org.datamove.source.SourceAccess;
import org.datamove.testing.FaultProxy.Answer;
import org.datamove.testing.S3Server;
import org.junit.jupiter.api.Test;

/** What is told where an object cannot be read. */
class FaultsTest extends StoreTest {
  @Test
  void triesAgainWhereTheStoreAsksForPatience() throws IOException {
    proxy.script(gets(error(503, "SlowDown"), error(500, "InternalError")));
    assertTrue(Arrays.equals(LARGE, read(source("large"))));
  }

  @Test
  void givesUpWhereTheStoreAsksForPatienceForEver() {
    proxy.script(request -> error(503, "SlowDown"));
    assertFailure(
        "53000",
        "\"" + proxy.endpoint() + "\" asks for fewer requests",
        "It went on to do so after several tries to read \"s3://data/large\".",
        "Try again later.",
        () -> source("large").info());
    proxy.script(request -> error(500, "InternalError"));
    assertFailure(
        "UD005",
        "could not read \"s3://data/large\"",
        "\"" + proxy.endpoint() + "\" answers with status 500, InternalError.",
        "Try again later.",
        () -> source("large").info());
  }

  @Test
  void tellsWhatIsNotThere() {
    assertFailure(
        "58P01",
        "object \"s3://data/none.csv\" does not exist",
        null,
        null,
        () -> source("none.csv").info());
    assertFailure(
        "58P01",
        "bucket \"none\" does not exist",
        null,
        null,
        () -> store.object(ObjectUrl.of("s3://none/a.csv"), SourceAccess.UNLIMITED).info());
  }

  @Test
  void tellsWhatIsWrongWithCredentials() {
    String hint = "An administrator sets them with ALTER USER MAPPING ... SERVER \"minio\".";
    try (S3Store stranger = store(server.endpoint(), "AKIDNOBODY", "secret")) {
      assertFailure(
          "28000",
          "\"" + server.endpoint() + "\" does not know the access key",
          null,
          hint,
          () -> stranger.object(ObjectUrl.of("s3://data/a.csv"), SourceAccess.UNLIMITED).info());
    }
    try (S3Store wrong = store(server.endpoint(), S3Server.ACCESS_KEY, "wrong")) {
      assertFailure(
          "28000",
          "\"" + server.endpoint() + "\" does not accept the secret access key",
          null,
          hint,
          () -> wrong.object(ObjectUrl.of("s3://data/a.csv"), SourceAccess.UNLIMITED).info());
    }
    proxy.script(request -> error(400, "ExpiredToken"));
    assertFailure(
        "28000",
        "the session token for \"" + proxy.endpoint() + "\" has expired",
        "Temporary credentials are valid for some hours only.",
        hint,
        () -> source("a.csv").info());
  }

  @Test
  void tellsRefusedAccessAndWrongRegions() {
    proxy.script(request -> error(403, "AccessDenied"));
    assertFailure(
        "42501",
        "\"" + proxy.endpoint() + "\" refuses access to \"s3://data/a.csv\"",
        "It says so also of an object that does not exist where its bucket may not be listed.",
        "The credentials in use need the permission s3:GetObject, for patterns s3:ListBucket too.",
        () -> source("a.csv").info());
    String hint = "An administrator sets the option \"region\" of server \"minio\".";
    proxy.script(
        request -> error(301, "PermanentRedirect", "", "x-amz-bucket-region: eu-west-1\r\n"));
    assertFailure(
        "UD005",
        "bucket \"data\" is in region \"eu-west-1\"",
        null,
        hint,
        () -> source("a.csv").info());
    proxy.script(
        request ->
            error(
                400,
                "AuthorizationHeaderMalformed",
                "the region 'us-east-1' is wrong; expecting 'sa-east-1'",
                ""));
    assertFailure(
        "UD005",
        "bucket \"data\" is in region \"sa-east-1\"",
        null,
        hint,
        () -> source("a.csv").info());
  }

  @Test
  void followsNoRedirectToAnotherHost() {
    proxy.script(
        request -> new Answer(307, "Location: " + server.endpoint() + "/data/a.csv\r\n", ""));
    assertFailure(
        "UD005",
        "could not read \"s3://data/a.csv\"",
        "\"" + proxy.endpoint() + "\" answers with status 307.",
        null,
        () -> source("a.csv").info());
  }

  @Test
  void tellsAnEndpointThatCannotBeReached() {
    String hint = "Check the option \"endpoint\" of server \"minio\".";
    try (S3Store closed = store("http://127.0.0.1:1", "k", "s")) {
      assertFailure(
          "08001",
          "could not connect to \"http://127.0.0.1:1\"",
          "The connection was refused, or timed out.",
          hint,
          () -> closed.object(ObjectUrl.of("s3://data/a.csv"), SourceAccess.UNLIMITED).info());
    }
    try (S3Store unknown = store("http://nowhere.invalid", "k", "s")) {
      assertFailure(
          "08001",
          "could not connect to \"http://nowhere.invalid\"",
          "Its host name is not known.",
          hint,
          () -> unknown.object(ObjectUrl.of("s3://data/a.csv"), SourceAccess.UNLIMITED).info());
    }
    try (S3Store plain = store("https://127.0.0.1:" + server.port(), "k", "s")) {
      assertFailure(
          "08001",
          "could not connect to \"https://127.0.0.1:" + server.port() + "\"",
          "The encrypted connection could not be made.",
          hint,
          () -> plain.object(ObjectUrl.of("s3://data/a.csv"), SourceAccess.UNLIMITED).info());
    }
  }
}

package org.datamove.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.datamove.error.DatamoveException;
import org.datamove.error.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SchemesTest {
  /** Texts by their names: all that a new kind of source has to say of itself. */
  private static final class TextScheme implements Scheme {
    private static final String MARK = "text://";
    private final Map<String, String> texts;

    TextScheme(Map<String, String> texts) {
      this.texts = new TreeMap<>(texts);
    }

    @Override
    public boolean takes(String path) {
      return path.startsWith(MARK);
    }

    @Override
    public String form(Machine machine) {
      return "text://name";
    }

    @Override
    public String patternHint(Machine machine) {
      return "\"*\" stands for characters of a name.";
    }

    @Override
    public Source source(String path, SourceAccess access) {
      access.requireAddress(path, "texts");
      byte[] bytes = texts.get(path.substring(MARK.length())).getBytes(StandardCharsets.UTF_8);
      return MemorySource.of(bytes).sources().get(0);
    }

    @Override
    public boolean exists(String path, SourceAccess access) {
      return texts.containsKey(path.substring(MARK.length()));
    }

    @Override
    public SourceListing listing(String pattern, SourceAccess access) {
      Glob glob = Glob.of(pattern);
      return () ->
          texts.keySet().stream()
              .map(name -> MARK + name)
              .filter(path -> glob.matches(path) && access.allowsAddress(path))
              .map(path -> source(path, access))
              .toList();
    }
  }

  private static final Map<String, String> TEXTS =
      Map.of("a", "id\n1\n", "b", "id\n2\n", "c*", "id\n3\n");
  private final Schemes schemes =
      new Schemes(List.of(new FileScheme(), new ObjectScheme(), new TextScheme(TEXTS)));
  private final SourceAccess all = SourceAccess.UNLIMITED;
  private final SourceAccess some =
      new SourceAccess(List.of(new RoleSources("bo", false, false, List.of("text://b"))), null);

  private static Failure refused(Executable call) {
    return assertThrows(DatamoveException.class, call).failure();
  }

  private static byte[] read(Source source) throws IOException {
    try (InputStream in = source.open()) {
      return in.readAllBytes();
    }
  }

  @Test
  void aNewKindIsFoundByItsPaths() throws IOException {
    assertArrayEquals(
        "id\n1\n".getBytes(StandardCharsets.UTF_8), read(schemes.source("text://a", all)));
    assertFalse(schemes.find("text://a", all).several());
    assertFalse(schemes.find("text://c*", all).several());
    SourceSet set = schemes.find("text://[ab]", all);
    assertTrue(set.several());
    assertEquals(2, set.sources().size());
    assertEquals(
        new Failure(
            "58P01",
            "no file matches \"text://x*\"",
            null,
            "\"*\" stands for characters of a name."),
        refused(() -> schemes.find("text://x*", all)));
  }

  @Test
  void itsAddressesAreAllowedByPrefix() {
    assertEquals(1, schemes.find("text://?", some).sources().size());
    assertEquals(
        new Failure(
            "42501",
            "permission denied to read \"text://a\"",
            "Role \"bo\" has no entry in datamove.allowed_source that covers it.",
            "Superusers allow texts with datamove.allow_source(prefix, role)."),
        refused(() -> schemes.source("text://a", some)));
    SourceAccess files =
        new SourceAccess(List.of(new RoleSources("bo", true, false, List.of("/"))), null);
    assertEquals("42501", refused(() -> schemes.source("text://a", files)).sqlState());
  }

  @Test
  void hintsNameEveryKind() {
    for (String path : List.of("ftp://host/a.csv", "ftp://host/*.csv")) {
      assertEquals(
          new Failure(
              "22023",
              "unknown kind of source \"ftp://\"",
              null,
              "Write the file's absolute path on the database server, or s3://bucket/key, or"
                  + " text://name."),
          refused(() -> schemes.find(path, all)));
    }
  }

  @Test
  void anAbsolutePathIsAFileWhateverIsInIt() {
    assertEquals("58P01", refused(() -> schemes.source("/a://b", all).info()).sqlState());
  }

  @Test
  void onlyObjectsAreReachedThroughServers() {
    schemes.requireServers("s3://bucket/key");
    for (String path : List.of("/a.csv", "text://a", "ftp://host/a.csv")) {
      assertEquals(
          new Failure(
              "22023",
              "option \"server\" is for objects only",
              "The source is a file.",
              "Write s3://bucket/key to read an object."),
          refused(() -> schemes.requireServers(path)));
    }
  }

  @Test
  void onlyWhatReadsObjectsIsLoaded() {
    assertNull(schemes.load("/a.csv"));
    assertNull(schemes.load("ftp://host/a.csv"));
    assertNull(schemes.load("s3://bucket/key"));
    assertTrue(schemes.areLoaded());
  }
}

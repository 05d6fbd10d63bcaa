package org.datamove.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.datamove.error.DatamoveException;
import org.datamove.error.Failure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A role that may read {@code in} and the file {@code one.csv}, beside which there is more. */
abstract class GuardedFiles {
  @TempDir Path temporary;
  Path base;

  @BeforeEach
  void makeFiles() throws IOException {
    base = temporary.toRealPath();
    for (String directory : List.of("in/sub", "in2", "out/sub", "work/datamove-in", "work/else")) {
      Files.createDirectories(base.resolve(directory));
    }
    for (String file :
        List.of(
            "in/a.csv",
            "in/sub/b.csv",
            "in2/a.csv",
            "out/a.csv",
            "out/sub/b.csv",
            "one.csv",
            "one.csv2",
            "work/datamove-in/x.csv",
            "work/a.csv")) {
      Files.writeString(base.resolve(file), file);
    }
  }

  SourceAccess access(String... prefixes) {
    List<String> paths = List.of(prefixes).stream().map(p -> base.resolve(p).toString()).toList();
    return new SourceAccess(
        List.of(new RoleSources("bo", false, false, paths)), base.resolve("work").toString());
  }

  String read(String path, SourceAccess access) throws IOException {
    Source source = Sources.of(base + "/" + path, access);
    SourceInfo info = source.info();
    try (InputStream in = source.open()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(text.getBytes(StandardCharsets.UTF_8).length, info.bytes());
      return text;
    }
  }

  Failure refused(String path, SourceAccess access) {
    Source source = Sources.of(base + "/" + path, access);
    Failure failure = assertThrows(DatamoveException.class, source::info).failure();
    assertEquals(failure, assertThrows(DatamoveException.class, source::open).failure());
    return failure;
  }

  Failure denial(String path) {
    return new Failure(
        "42501",
        "permission denied to read file \"" + base + "/" + path + "\"",
        "Role \"bo\" has neither an entry in datamove.allowed_source that covers it nor the"
            + " privileges of role \"pg_read_server_files\".",
        "Superusers allow files and directories with datamove.allow_source(prefix, role).");
  }

  void link(String name, Path target) throws IOException {
    Files.createSymbolicLink(base.resolve(name), target);
  }
}

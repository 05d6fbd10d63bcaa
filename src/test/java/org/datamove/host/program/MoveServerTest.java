package org.datamove.host.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.datamove.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoveServerTest {
  private static final long SELF = ProcessHandle.current().pid();

  @TempDir Path parent;
  private Path directory;

  @BeforeEach
  void makeDirectory() throws IOException {
    directory = Files.createDirectory(parent.resolve("datamove-move"));
  }

  private void send(String name, String content) throws IOException {
    byte[] base64 = Base64.getEncoder().encode(content.getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        directory.resolve(name), new String(base64, StandardCharsets.US_ASCII) + "\n");
  }

  private Map<String, Object> receive(String name) throws IOException, InterruptedException {
    for (int i = 0; i < 2000; i++) {
      if (Files.exists(directory.resolve(name))) {
        return Json.object(Files.readString(directory.resolve(name)));
      }
      Thread.sleep(5);
    }
    return fail("no " + name);
  }

  private String inspection() throws IOException {
    Path file = Files.writeString(parent.resolve("in.csv"), "é\n1\n");
    List<?> access = List.of(Map.of("role", "postgres", "all_files", true));
    return Json.write(
        Map.of(
            "task", "inspect",
            "csv_path", file.toString(),
            "session", Map.of("access", access)));
  }

  private CompletableFuture<Void> serve(MoveServer server) {
    return CompletableFuture.runAsync(
        () -> {
          try (server) {
            server.serve();
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void assertAbandoned(CompletableFuture<Void> work) {
    ExecutionException end =
        assertThrows(ExecutionException.class, () -> work.get(20, TimeUnit.SECONDS));
    assertEquals(Mailbox.AbandonedException.class, end.getCause().getClass());
  }

  @Test
  void aRequestIsServedUntilNobodyWaits() throws IOException, InterruptedException {
    CompletableFuture<Void> work = serve(new MoveServer(new Mailbox(directory, SELF)));
    send("request", inspection());
    Map<String, Object> last = receive("command-1");
    assertEquals("done", last.get("do"));
    assertTrue(Json.write(last).contains("\"name\":\"é\""));
    send("answer-1", "{}");
    assertEquals(last, receive("command-2"));
    assertFalse(work.isDone());
    deleteAll();
    assertAbandoned(work);
    assertFalse(Files.exists(directory));
  }

  private void deleteAll() throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.delete(directory);
  }

  @Test
  void itEndsWithTheBackendAndCleansUp() throws IOException, InterruptedException {
    Process backend = new ProcessBuilder("sleep", "60").start();
    CompletableFuture<Void> work = serve(new MoveServer(new Mailbox(directory, backend.pid())));
    send("request", inspection());
    receive("command-1");
    backend.destroyForcibly().waitFor();
    assertAbandoned(work);
    assertFalse(Files.exists(directory));
  }

  @Test
  void aFileCountsOnlyOnceItIsWhole() throws IOException {
    try (Mailbox mailbox = new Mailbox(directory, SELF)) {
      assertNull(mailbox.read("request"));
      Files.writeString(directory.resolve("request"), "");
      assertNull(mailbox.read("request"));
      Files.writeString(directory.resolve("request"), "e30=");
      assertNull(mailbox.read("request"));
      Files.writeString(directory.resolve("request"), "e30=\n");
      assertEquals("{}", mailbox.read("request"));
    }
    assertFalse(Files.exists(directory));
  }

  @Test
  void whatIsWrittenAppearsWhole() throws IOException {
    try (Mailbox mailbox = new Mailbox(directory, SELF)) {
      mailbox.write("command-1", "ä");
      assertEquals("ä", Files.readString(directory.resolve("command-1")));
      assertFalse(Files.exists(directory.resolve("draft")));
      mailbox.delete("command-1");
      mailbox.delete("command-1");
    }
  }
}

package org.datamove.host.program;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.datamove.load.ChunkDirectory;
import org.datamove.source.FileNames;
import org.datamove.source.OwnDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxTest {
  /** Each directory that is made sweeps what others seem to have left. */
  @Test
  void nobodySweepsWhatHasJustBegun(@TempDir Path root) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Thread sweeper =
        new Thread(
            () -> {
              while (!over.get()) {
                ChunkDirectory.create(root.toString(), FileNames.UTF8).close();
              }
            });
    sweeper.start();
    try {
      for (int i = 0; i < 2000; i++) {
        Path directory = OwnDirectory.create(root);
        try (Mailbox mailbox = new Mailbox(directory, ProcessHandle.current().pid())) {
          mailbox.write("event", "{}");
          assertTrue(Files.exists(directory.resolve("event")));
        }
      }
    } finally {
      over.set(true);
      sweeper.join();
    }
  }
}

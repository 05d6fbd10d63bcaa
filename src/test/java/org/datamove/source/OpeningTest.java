package org.datamove.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.datamove.error.SourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {
  @TempDir Path directory;

  @Test
  void opensAFileOrSaysWhyNot() throws IOException {
    Path file = Files.writeString(directory.resolve("in.csv"), "id\n");
    try (InputStream in = Opening.of(() -> Files.newInputStream(file), null)) {
      assertEquals("id\n", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    assertThrows(
        NoSuchFileException.class,
        () -> Opening.of(() -> Files.newInputStream(directory.resolve("none")), null));
    assertThrows(
        StackOverflowError.class,
        () ->
            Opening.of(
                () -> {
                  throw new StackOverflowError();
                },
                null));
  }

  /** Nobody writes into the FIFO; its directory is held until somebody does. */
  @Test
  void whoeverWaitsForAFifoIsNotKept() throws IOException, InterruptedException {
    Path fifo = directory.resolve("fifo");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Closeable within = released::countDown;
    Thread worker =
        new Thread(
            () ->
                assertThrows(
                    SourceException.class,
                    () ->
                        Opening.of(
                            () -> {
                              begun.countDown();
                              return Files.newInputStream(fifo);
                            },
                            within)));
    worker.start();
    begun.await();
    worker.interrupt();
    worker.join();
    assertFalse(released.await(100, TimeUnit.MILLISECONDS));
    OutputStream writer = Files.newOutputStream(fifo);
    released.await();
    writer.close();
  }
}

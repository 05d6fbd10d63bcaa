package org.datamove.source.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.datamove.error.DatamoveException;
import org.datamove.source.Machine;
import org.datamove.source.ObjectStoreSettings;
import org.datamove.source.ObjectUrl;
import org.datamove.source.Source;
import org.datamove.source.SourceAccess;
import org.datamove.testing.FaultProxy.Drip;
import org.datamove.testing.FaultProxy.Fault;
import org.datamove.testing.FaultProxy.Pass;
import org.datamove.testing.FaultProxy.Silence;
import org.datamove.testing.FaultProxy.Stall;
import org.datamove.testing.S3Server;
import org.junit.jupiter.api.Test;

/** A store that keeps a reader waiting: nothing waits on once the reader has been interrupted. */
class StallTest extends StoreTest {
  private static final long MINUTES = 600_000;

  private interface Work {
    void run(S3Store patient) throws IOException;
  }

  private static S3Store patient(String endpoint) {
    Duration enough = Duration.ofMillis(MINUTES);
    return new S3Store(
        new ObjectStoreSettings(
            "minio",
            endpoint,
            null,
            null,
            S3Server.ACCESS_KEY,
            S3Server.SECRET_KEY,
            null,
            Machine.SERVER),
        new Patience(enough, enough, 3, Duration.ofMillis(10), Duration.ofMillis(50)));
  }

  private static List<Thread> talking() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("datamove s3"))
        .toList();
  }

  private void ends(Predicate<String> which, Fault fault, Work work) throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(1);
    proxy.script(
        request -> {
          if (!which.test(request)) {
            return new Pass();
          }
          waiting.countDown();
          return fault;
        });
    S3Store patient = patient(proxy.endpoint());
    ends(() -> work.run(patient), waiting);
    patient.close();
  }

  private interface Reading {
    void run() throws IOException;
  }

  private static void ends(Reading work, CountDownLatch waiting) throws InterruptedException {
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread worker = new Thread(() -> end.set(assertThrows(Throwable.class, work::run)));
    worker.start();
    waiting.await();
    Thread.sleep(50); // so that it waits, most times
    worker.interrupt();
    worker.join();
    assertInstanceOf(DatamoveException.class, end.get());
    for (Thread thread : talking()) {
      thread.join(MINUTES / 10);
    }
    assertEquals(List.of(), talking());
  }

  private static Source object(S3Store store, String key) {
    return store.object(ObjectUrl.of("s3://" + BUCKET + "/" + key), SourceAccess.UNLIMITED);
  }

  @Test
  void beforeItAnswers() throws InterruptedException {
    ends(r -> r.startsWith("HEAD"), new Silence(MINUTES), store -> object(store, "large").info());
    ends(r -> r.startsWith("GET"), new Silence(MINUTES), store -> read(object(store, "large")));
    ends(
        r -> r.startsWith("GET"),
        new Silence(MINUTES),
        store ->
            store.listing(ObjectUrl.of("s3://" + BUCKET + "/*"), SourceAccess.UNLIMITED).list());
  }

  @Test
  void inTheMiddleOfAnAnswer() throws InterruptedException {
    for (Fault fault : List.of(new Stall(0, MINUTES), new Stall(400_000, MINUTES), new Drip(200))) {
      ends(r -> r.startsWith("GET"), fault, store -> read(object(store, "large")));
    }
    ends(
        r -> r.startsWith("GET"),
        new Stall(20, MINUTES),
        store ->
            store.listing(ObjectUrl.of("s3://" + BUCKET + "/*"), SourceAccess.UNLIMITED).list());
  }

  /** Linux lets a connection that finds no room in the queue of those to be accepted wait. */
  @Test
  void beforeItTakesTheConnection() throws IOException, InterruptedException {
    List<Socket> others = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 3; i++) {
        Socket other = new Socket();
        others.add(other);
        try {
          other.connect(full.getLocalSocketAddress(), 200);
        } catch (java.net.SocketTimeoutException e) {
          break; // it is full
        }
      }
      S3Store patient = patient("http://127.0.0.1:" + full.getLocalPort());
      ends(() -> object(patient, "large").info(), new CountDownLatch(0));
      patient.close();
    } finally {
      for (Socket other : others) {
        other.close();
      }
    }
  }
}

package org.datamove.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Stands between a client and a server of HTTP, and does to requests what a script says. */
public final class FaultProxy implements AutoCloseable {

  /** What happens to one request. */
  public sealed interface Fault {}

  /** It is passed on. */
  public record Pass() implements Fault {}

  /** The answer breaks off after so many bytes of its body. */
  public record Cut(int bytes) implements Fault {}

  /** The answer stops after so many bytes of its body, and nothing comes for so long. */
  public record Stall(int bytes, long millis) implements Fault {}

  /** The server is not asked, and nothing comes for so long. */
  public record Silence(long millis) implements Fault {}

  /** A byte of the answer's body comes every so many milliseconds. */
  public record Drip(long millis) implements Fault {}

  /** The server is not asked; so many bytes of the body come. */
  public record Answer(int status, String headers, String body, int bytes) implements Fault {
    /** The whole body comes. */
    public Answer(int status, String headers, String body) {
      this(status, headers, body, Integer.MAX_VALUE);
    }
  }

  private final ServerSocket listener;
  private final int server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Function<String, Fault> script = request -> new Pass();

  /** Stands before a port of 127.0.0.1. */
  public FaultProxy(int server) {
    this.server = server;
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::accept, "fault proxy");
    thread.setDaemon(true);
    thread.start();
  }

  /** Says what happens to requests, by their first line and headers, from now on. */
  public void script(Function<String, Fault> next) {
    requests.clear();
    script = next;
  }

  /** The heads of the requests since the last script. */
  public List<String> requests() {
    return requests;
  }

  /** Its URL. */
  public String endpoint() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread thread = new Thread(() -> serve(client), "fault proxy");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (Socket client = socket) {
      String head = head(client.getInputStream());
      if (head.isEmpty()) {
        return;
      }
      requests.add(head);
      Fault fault = script.apply(head);
      if (fault instanceof Silence silence) {
        Thread.sleep(silence.millis());
      } else if (fault instanceof Answer answer) {
        answer(client.getOutputStream(), answer, head.startsWith("HEAD"));
      } else {
        pass(head, client.getOutputStream(), fault);
      }
    } catch (IOException e) {
      // the client or the server has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Up to the empty line; requests here have no body. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int last = 0;
    for (int b = in.read(); b >= 0; b = in.read()) {
      head.write(b);
      last = (last << 8) | b;
      if (last == 0x0D0A0D0A) {
        break;
      }
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static void answer(OutputStream out, Answer answer, boolean headOnly) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %d x\r\nConnection: close\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n%s\r\n"
            .formatted(answer.status(), body.length, answer.headers());
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
    if (!headOnly) {
      out.write(body, 0, Math.min(body.length, answer.bytes()));
    }
    out.flush();
  }

  private void pass(String head, OutputStream out, Fault fault)
      throws IOException, InterruptedException {
    try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server)) {
      String closing =
          head.replaceAll("(?i)\r\nConnection: [^\r]*", "")
              .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
      upstream.getOutputStream().write(closing.getBytes(StandardCharsets.ISO_8859_1));
      upstream.getOutputStream().flush();
      InputStream in = upstream.getInputStream();
      out.write(head(in).getBytes(StandardCharsets.ISO_8859_1));
      if (fault instanceof Cut cut) {
        out.write(in.readNBytes(cut.bytes()));
        out.flush();
      } else if (fault instanceof Stall stall) {
        out.write(in.readNBytes(stall.bytes()));
        out.flush();
        Thread.sleep(stall.millis());
      } else if (fault instanceof Drip drip) {
        for (int b = in.read(); b >= 0; b = in.read()) {
          out.write(b);
          out.flush();
          Thread.sleep(drip.millis());
        }
      } else {
        in.transferTo(out);
        out.flush();
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
